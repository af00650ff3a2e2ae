Feature: Orders (订单)
  A shop asks for cartons (需求量), the branch settles what it supplies (订购量), and hands it over. None of the three
  figures overwrites another.

  Background:
    Given shop 110001 was enrolled on 2020-03-01
    And shop 110001 placed order A-1 on 2021-06-01
      | sku           | cartons | worth  |
      | 6901028075831 | 10      | 500.00 |
      | 6901028045678 | 4       | 100.00 |
      | 6901028075831 | 2       | 100.00 |

  # A04
  Rule: An order belongs to its shop, and its lines are known by their numbers

    Example: One SKU on two lines stays on two lines
      Then the table order_lines reads
        | order_no | line_no | sku           | requested_qty | ordered_qty | delivered_qty | amount |
        | A-1      | 1       | 6901028075831 | 10            |             |               | 500.00 |
        | A-1      | 2       | 6901028045678 | 4             |             |               | 100.00 |
        | A-1      | 3       | 6901028075831 | 2             |             |               | 100.00 |
      And the table orders reads
        | order_no | customer_no | channel | status | placed_at  | amount |
        | A-1      | 110001      | phone   | placed | 2021-06-01 | 700.00 |

    Example: A number is given to one order only
      When shop 110001 places order A-1 on 2021-06-08
        | sku           | cartons | worth |
        | 6901028075831 | 1       | 50.00 |
      Then it is refused as order_already_placed

    Example: An order without a line is none
      When shop 110001 places order A-2 on 2021-06-08
        | sku | cartons | worth |
      Then it is refused as no_lines

    Example: An absurd quantity is refused
      When shop 110001 places order A-2 on 2021-06-08
        | sku           | cartons | worth |
        | 6901028075831 | 1000001 | 50.00 |
      Then it is refused as invalid_quantity

    Example: A negative quantity is refused
      When shop 110001 places order A-2 on 2021-06-08
        | sku           | cartons | worth |
        | 6901028075831 | -5      | 50.00 |
      Then it is refused as invalid_quantity

  Rule: Less may be confirmed than was asked for, never more; both are kept

    Example: Confirmed with less on one line
      When order A-1 is confirmed on 2021-06-02 but
        | line | cartons |
        | 1    | 6       |
      Then the table order_lines reads
        | line_no | requested_qty | ordered_qty | amount |
        | 1       | 10            | 6           | 300.00 |
        | 2       | 4             | 4           | 100.00 |
        | 3       | 2             | 2           | 100.00 |
      And the table orders reads
        | order_no | status    | requested_qty | ordered_qty | amount |
        | A-1      | confirmed | 16            | 12          | 500.00 |

    Example: Confirming more than was asked for is refused
      When order A-1 is confirmed on 2021-06-02 but
        | line | cartons |
        | 2    | 5       |
      Then it is refused as more_than_before

    Example: A line that the order has not is refused
      When order A-1 is confirmed on 2021-06-02 but
        | line | cartons |
        | 4    | 1       |
      Then it is refused as line_not_found

    Example: Nothing is confirmed before it was asked for
      When order A-1 is confirmed on 2021-05-31
      Then it is refused as order_step_too_early

  # A20
  Rule: What was confirmed is delivered, in full or with exceptions

    Example: In full
      Given order A-1 was confirmed on 2021-06-02
      When order A-1 is delivered on 2021-06-03
      Then the table orders reads
        | order_no | status    | placed_at  | delivered_at | requested_qty | ordered_qty | delivered_qty | amount |
        | A-1      | delivered | 2021-06-01 | 2021-06-03   | 16            | 16          | 16            | 700.00 |

    Example: With exceptions, in the month of the delivery
      Given order A-1 was confirmed on 2021-06-02 but
        | line | cartons |
        | 1    | 6       |
      When order A-1 is delivered on 2021-07-01 but
        | line | cartons |
        | 1    | 5       |
        | 2    | 0       |
      Then the table order_lines reads
        | line_no | requested_qty | ordered_qty | delivered_qty | amount |
        | 1       | 10            | 6           | 5             | 250.00 |
        | 2       | 4             | 4           | 0             | 0.00   |
        | 3       | 2             | 2           | 2             | 100.00 |
      And the table customer_months reads
        | customer_no | month      | orders | requested_qty | ordered_qty | delivered_qty | delivered_amount |
        | 110001      | 2021-06-01 | 1      | 16            | 12          | 0             | 0                |
        | 110001      | 2021-07-01 | 0      | 0             | 0           | 7             | 350.00           |

    Example: What was not confirmed is not delivered
      When order A-1 is delivered on 2021-06-03
      Then it is refused as order_is_not_confirmed

    Example: It is delivered once
      Given order A-1 was confirmed on 2021-06-02
      And order A-1 was delivered on 2021-06-03
      When order A-1 is delivered on 2021-06-04
      Then it is refused as order_is_not_confirmed

  Rule: An order may be cancelled until it is delivered, and counts no longer in the month it was placed in

    Example: A confirmed order is cancelled in the next month
      Given order A-1 was confirmed on 2021-06-02
      When order A-1 is cancelled on 2021-07-05
      Then the table customer_months reads
        | customer_no | month      | orders | requested_qty | ordered_qty | delivered_qty |
        | 110001      | 2021-06-01 | 0      | 0             | 0           | 0             |
      And the table orders reads
        | order_no | status    | cancelled_at | requested_qty |
        | A-1      | cancelled | 2021-07-05   | 16            |

    Example: What was delivered is returned, not cancelled
      Given order A-1 was confirmed on 2021-06-02
      And order A-1 was delivered on 2021-06-03
      When order A-1 is cancelled on 2021-06-04
      Then it is refused as order_is_closed

    Example: A cancelled order is not delivered
      Given order A-1 was cancelled on 2021-06-02
      When order A-1 is confirmed on 2021-06-03
      Then it is refused as order_is_not_placed

  # A08
  Rule: Earlier answers about an order stay as they were

    Example: The order before and after its confirmation
      Given order A-1 was confirmed on 2021-06-02 but
        | line | cartons |
        | 1    | 6       |
      When order A-1 is delivered on 2021-06-03
      Then order A-1 as of 2021-06-01 was placed for 700.00
      And order A-1 as of 2021-06-02 was confirmed for 500.00
      And order A-1 as of 2021-06-03 was delivered for 500.00
