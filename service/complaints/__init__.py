"""The use cases of complaints."""
