"""The features of complaints."""
