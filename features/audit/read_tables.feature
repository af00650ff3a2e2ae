Feature: Read tables (读表)
  Everything that readers see follows from the log: it can be made anew at any time, and checked row by row.

  Background:
    Given shop 110001 was enrolled on 2020-03-01 with
      | name    | 平江路烟酒店         |
      | address | 苏州市姑苏区平江路 88 号 |
    And shop 110002 was enrolled on 2020-03-01 with
      | name | 观前街烟酒店 |
    And shop 110001 placed order A-1 on 2021-06-01
      | sku           | cartons | worth  |
      | 6901028075831 | 10      | 500.00 |
    And shop 110002 placed order A-2 on 2021-06-02
      | sku           | cartons | worth  |
      | 6901028075831 | 3       | 150.00 |
    And order A-1 was confirmed on 2021-06-02
    And order A-1 was delivered on 2021-06-03
    And the read tables are up to date

  # A20, A21
  Rule: Readers read the tables, and nothing else

    Example: One view of a shop out of all that departments told
      Given 2 cartons of line 1 of order A-1 came back on 2021-06-20 as R-1
      And shop 110001 was visited on 2021-06-21 for 新品推介: 明码标价到位
      And complaint C-1 was received on 2021-06-22
        | text     | 少送一条 |
        | customer | 110001 |
      Then shop 110001's history tells
        | topic                |
        | customer.enrolled    |
        | order.placed         |
        | order.confirmed      |
        | order.delivered      |
        | order.goods_returned |
        | customer.visited     |
        | complaint.received   |
      And the table customer_months reads
        | customer_no | month      | orders | delivered_qty | delivered_amount | returned_qty | visits |
        | 110001      | 2021-06-01 | 1      | 10            | 500.00           | 2            | 1      |
        | 110002      | 2021-06-01 | 1      | 0             | 0                | 0            | 0      |

    Scenario Outline: A reader's login is refused everything else
      When a reader tries to <do>
      Then the database refuses the reader

      Examples:
        | do                 |
        | read the log       |
        | change a table     |
        | empty a table      |
        | delete from a table |

    Example: Each table says how far it has come
      Then each table stands at the end of the log

  # A22
  Rule: Live, rebuilt and verified are the same

    Example: The tables follow from the log
      When the read tables are verified
      Then no difference is found

    Example: Rebuilt tables hold the same rows, event for event
      Given what the tables hold
      When the read tables are rebuilt
      Then the tables hold the same

    # A22
    Example: A doctored row is found
      Given somebody with an administrator's login changed the amount of order A-1 to 5000.00
      When the read tables are verified
      Then a difference is found
        | table  | key          | field  | live    | folded |
        | orders | order_no A-1 | amount | 5000.00 | 500.00 |

    Example: A lost row is found
      Given somebody with an administrator's login removed shop 110002 from customer_profiles
      When the read tables are verified
      Then a difference is found
        | table             | key                | field | live | folded |
        | customer_profiles | customer_no 110002 |       |      | row    |

    Example: A rebuild puts it right
      Given somebody with an administrator's login changed the amount of order A-1 to 5000.00
      When the read tables are rebuilt
      Then the table orders reads
        | order_no | amount |
        | A-1      | 500.00 |
        | A-2      | 150.00 |

  # A22
  Rule: The totals of the tables are the sum of the events

    Example: Orders, lines and months tell one amount
      Given order A-2 was confirmed on 2021-06-02 but
        | line | cartons |
        | 1    | 2       |
      And order A-2 was delivered on 2021-07-01
      Then each of these adds up to 600.00
        | what                       |
        | order.delivered events     |
        | orders.amount              |
        | order_lines.amount         |
        | customer_months.delivered_amount |
