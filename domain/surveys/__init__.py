"""What customers and consumers are asked, what they answer, and what that says of their satisfaction (满意度)."""
