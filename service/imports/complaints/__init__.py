"""Import files of complaints."""
