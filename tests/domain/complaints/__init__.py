"""Tests of the rules of complaints."""
