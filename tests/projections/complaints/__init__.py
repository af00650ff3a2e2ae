"""Tests of the read tables of complaints."""
