"""What a customer is worth: schemes of factors and weights, rounds that apply them, and the grades that follow."""
