Feature: Returns (退货)
  Goods come back with a reason and at the worth they were delivered at; what the document does not say is not guessed.

  Background:
    Given shop 110001 was enrolled on 2020-03-01

  Rule: Of an order no more comes back than was delivered

    Background:
      Given shop 110001 placed order A-1 on 2021-06-01
        | sku           | cartons | worth  |
        | 6901028075831 | 10      | 500.00 |
      And order A-1 was confirmed on 2021-06-02
      And order A-1 was delivered on 2021-06-03 but
        | line | cartons |
        | 1    | 8       |

    Example: A part comes back, in its own month
      When 3 cartons of line 1 of order A-1 come back on 2021-07-01 as R-1
      Then the table returns reads
        | return_no | order_no | customer_no | sku           | qty | amount | returned_at | reason |
        | R-1       | A-1      | 110001      | 6901028075831 | 3   | 150.00 | 2021-07-01  | 包装破损 |
      And the table customer_months reads
        | month      | delivered_qty | delivered_amount | returned_qty | returned_amount |
        | 2021-06-01 | 8             | 400.00           | 0            | 0               |
        | 2021-07-01 | 0             | 0                | 3            | 150.00          |

    Example: One carton more than was delivered is refused
      When 9 cartons of line 1 of order A-1 come back on 2021-07-01 as R-1
      Then it is refused as more_than_before

    Example: Returns add up
      Given 5 cartons of line 1 of order A-1 came back on 2021-07-01 as R-1
      When 4 cartons of line 1 of order A-1 come back on 2021-07-02 as R-2
      Then it is refused as more_than_before

    Example: A return document is recorded once
      Given 1 cartons of line 1 of order A-1 came back on 2021-07-01 as R-1
      When 1 cartons of line 1 of order A-1 come back on 2021-07-01 as R-1
      Then it is refused as return_already_recorded

    Example: Nothing comes back before it was delivered
      When 1 cartons of line 1 of order A-1 come back on 2021-06-02 as R-1
      Then it is refused as order_step_too_early

  Rule: What was not delivered cannot come back

    Example: A placed order
      Given shop 110001 placed order A-1 on 2021-06-01
        | sku           | cartons | worth  |
        | 6901028075831 | 10      | 500.00 |
      When 1 cartons of line 1 of order A-1 come back on 2021-06-02 as R-1
      Then it is refused as order_is_not_delivered

  Rule: A return that names no order is kept without one

    Example: It counts for the shop, and no order is guessed
      Given shop 110001 ordered 5 cartons on 2021-06-01
      When 3 cartons of shop 110001 come back on 2021-06-20 as R-9, without an order
      Then the table returns reads
        | return_no | order_no | customer_no | qty | amount | reason |
        | R-9       |          | 110001      | 3   | 150.00 | 滞销   |
      And the table orders reads
        | order_no | status | returned_qty |
        | A-1      | placed | 0            |

    Example: It comes also from a shop that has left
      Given shop 110001 was withdrawn on 2022-05-31
      When 3 cartons of shop 110001 come back on 2022-06-20 as R-9, without an order
      Then it is recorded
