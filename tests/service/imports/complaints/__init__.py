"""Tests of importing files of complaints."""
