"""Tests of the use cases of complaints."""
