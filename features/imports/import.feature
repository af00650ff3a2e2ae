Feature: Taking in the files there are (导入)
  A file of orders is taken in by a mapping: each document whole or not at all, nothing twice, nothing guessed, and
  what was taken in is counted three ways: in the file, in the events, in the read tables.

  Background:
    Given shop 110001 was enrolled on 2020-03-01

  # A04, A22
  Rule: Lines become orders, wherever in the file they stand

    Example: The lines of one order are scattered, and a SKU repeats
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,10,500.00
        S-2,110001,平江路烟酒店,2021-06-08,6901028045678,4,100.00
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,2,100.00
        """
      When the file is imported
      Then all of it is imported
      And the table orders reads
        | order_no | customer_no | status    | placed_at  | lines | delivered_qty | amount |
        | S-1      | 110001      | delivered | 2021-06-01 | 2     | 12            | 600.00 |
        | S-2      | 110001      | delivered | 2021-06-08 | 1     | 4             | 100.00 |
      And the summary says
        | lines              | 3      |
        | orders             | 2      |
        | returns            | 0      |
        | delivered_amount   | 700.00 |
        | returned_amount    | 0.00   |
        | net_amount         | 700.00 |
        | events_written     | 6      |
        | rejected_documents | 0      |
        | rejected_lines     | 0      |
      And file, events and tables agree on
        | lines           | 3      |
        | orders          | 2      |
        | returns         | 0      |
        | amount          | 700.00 |
        | returned_amount | 0.00   |

    Example: Negative lines are returns, of no order
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,10,500.00
        S-1,110001,平江路烟酒店,2021-06-01,6901028045678,-2,-50.00
        """
      When the file is imported
      Then all of it is imported
      And the table returns reads
        | return_no | order_no | sku           | qty | amount | returned_at |
        | S-1       |          | 6901028045678 | 2   | 50.00  | 2021-06-01  |
      And the summary says
        | orders           | 1      |
        | returns          | 1      |
        | delivered_amount | 500.00 |
        | returned_amount  | 50.00  |
        | net_amount       | 450.00 |

  # A01, A17
  Rule: A shop that nobody enrolled orders nothing, unless the mapping says to enrol it

    Background:
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,10,500.00
        S-2,110002,观前街烟酒店,2021-06-09,6901028045678,4,100.00
        S-3,110002,观前街烟酒店,2021-06-08,6901028045678,1,25.00
        """

    Example: Rejected
      When the file is imported
      Then some of it is rejected
        | line | reason             | document |
        | 3    | customer_not_found | S-2      |
        | 4    | customer_not_found | S-3      |
      And the table orders reads
        | order_no | customer_no |
        | S-1      | 110001      |

    Example: Enrolled from the first day the file has of them, with what its lines know
      Given the mapping enrols unknown shops
      When the file is imported
      Then all of it is imported
      And the table customer_profiles reads
        | customer_no | name   | enrolled_at |
        | 110001      |        | 2020-03-01  |
        | 110002      | 观前街烟酒店 | 2021-06-08  |

  Rule: A document is taken in whole or not at all

    Example: One bad line rejects its order, and no other
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,10,500.00
        S-2,110001,平江路烟酒店,2021-06-08,6901028045678,4,100.00
        S-1,110001,平江路烟酒店,2021-06-01,6901028045678,四,100.00
        """
      When the file is imported
      Then some of it is rejected
        | line | reason            | document |
        | 2    | document_rejected | S-1      |
        | 4    | bad_quantity      | S-1      |
      And the table orders reads
        | order_no | amount |
        | S-2      | 100.00 |
      And the summary says
        | orders             | 1 |
        | rejected_documents | 1 |
        | rejected_lines     | 2 |

    Example: The rules of a typed order hold for a file
      Given shop 110001 was suspended on 2021-06-01
      And a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-1,110001,平江路烟酒店,2021-05-31,6901028075831,10,500.00
        S-2,110001,平江路烟酒店,2021-06-08,6901028045678,4,100.00
        """
      When the file is imported
      Then some of it is rejected
        | line | reason                | document |
        | 3    | customer_is_suspended | S-2      |

    Example: The corrected reject file is imported as it is
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,四,500.00
        """
      And the file was imported, and in the reject file 四 was corrected to 4
      When the reject file is imported
      Then all of it is imported

  Rule: Nothing is taken in twice

    Background:
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,10,500.00
        """
      And the file was imported

    Example: The same file again
      When the file is imported
      Then nothing is recorded
      And all of it is imported

    Example: Only what is new in a longer file
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,10,500.00
        S-2,110001,平江路烟酒店,2021-06-08,6901028045678,4,100.00
        """
      When the file is imported
      Then 3 events are recorded

    Example: An order number that comes back with other lines
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,11,550.00
        """
      When the file is imported
      Then some of it is rejected
        | line | reason        | document |
        | 2    | order_changed | S-1      |
      And nothing is recorded
      And the table orders reads
        | order_no | amount |
        | S-1      | 500.00 |

    Example: A trial run records nothing and says what would be
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-9,110001,平江路烟酒店,2021-06-01,6901028075831,10,500.00
        """
      When the file is imported for trial
      Then nothing is recorded
      And the summary says
        | orders         | 1 |
        | events_written | 3 |

  Rule: Files come as office programs write them

    Background:
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,10,500.00
        """

    Scenario Outline: Encodings are recognised
      Given the file is written in <encoding>
      When the file is imported
      Then all of it is imported
      And it was read as <read as>

      Examples:
        | encoding  | read as   |
        | gb18030   | gb18030   |
        | utf-8     | utf-8     |
        | utf-8-sig | utf-8-sig |

    Example: A quote that is never closed
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额
        S-1,110001,"平江路烟酒店,2021-06-01,6901028075831,10,500.00
        """
      When the file is imported
      Then it is refused as quoting_broken

    Example: One header twice
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,数量,金额
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,10,10,500.00
        """
      When the file is imported
      Then it is refused as header_is_wrong

    # A06
    Example: A column that nobody asked for
      Given a file of orders
        """
        单号,店号,店名,日期,品规,数量,金额,店主生日
        S-1,110001,平江路烟酒店,2021-06-01,6901028075831,10,500.00,1970-01-01
        """
      When the file is imported
      Then it is refused as header_is_wrong

    Example: There is no such file
      When another file is imported
      Then it is refused as file_not_found
