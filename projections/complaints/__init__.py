"""The read tables of complaints."""
