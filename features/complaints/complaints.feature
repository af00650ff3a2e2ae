Feature: Complaints (投诉)
  Whoever says that something is wrong is heard: received, answered, closed, and reopened where it was not settled.

  Background:
    Given shop 110001 was enrolled on 2020-03-01

  # A18
  Rule: Anybody may complain, customer or not

    Example: A shop complains
      When complaint C-1 is received on 2021-06-05
        | text     | 少送一条 |
        | customer | 110001 |
        | category | 送货    |
      Then the table complaints reads
        | complaint_no | customer_no | party    | category | text | status | received_at |
        | C-1          | 110001      | retailer | 送货     | 少送一条 | open   | 2021-06-05  |

    Example: A consumer complains, who is no customer and has no orders
      When complaint C-1 is received on 2021-06-05
        | text  | 店里没有明码标价 |
        | party | consumer   |
      Then the table complaints reads
        | complaint_no | customer_no | party    | status |
        | C-1          |             | consumer | open   |
      And shop 110001's history tells
        | topic             |
        | customer.enrolled |

    Example: Nobody knows who complained
      When complaint C-1 is received on 2021-06-05
        | text | 电话打不通 |
      Then the table complaints reads
        | complaint_no | customer_no | party   |
        | C-1          |             | unknown |

    Example: A customer nobody knows is refused, not made up
      When complaint C-1 is received on 2021-06-05
        | text     | 少送一条 |
        | customer | 999999 |
      Then it is refused as customer_not_found

  # A20
  Rule: A complaint about an order is its shop's

    Example: The order tells the shop
      Given shop 110001 ordered 5 cartons on 2021-06-01
      When complaint C-1 is received on 2021-06-05
        | text  | 少送一条 |
        | order | A-1    |
      Then the table complaints reads
        | complaint_no | customer_no | order_no | party    |
        | C-1          | 110001      | A-1      | retailer |

    Example: Another shop cannot complain about it
      Given shop 110001 ordered 5 cartons on 2021-06-01
      And shop 110002 was enrolled on 2020-03-01
      When complaint C-1 is received on 2021-06-05
        | text     | 少送一条 |
        | order    | A-1    |
        | customer | 110002 |
      Then it is refused as order_of_another_customer

  Rule: A complaint is answered before it is closed, and closed before it is reopened

    Background:
      Given complaint C-1 was received on 2021-06-05
        | text     | 少送一条 |
        | customer | 110001 |

    Example: Its whole life
      Given complaint C-1 was answered on 2021-06-06: 明天补送
      And complaint C-1 was closed on 2021-06-08: 已补送
      And complaint C-1 was reopened on 2021-06-10: 补送的品规不对
      When complaint C-1 is answered on 2021-06-11: 已换货
      Then shop 110001's history tells
        | day        | what                                 | why     |
        | 2020-03-01 | Entered the supply network (入网)      |         |
        | 2021-06-05 | Complaint C-1 (投诉) was received: 少送一条 |         |
        | 2021-06-06 | Complaint C-1 was answered: 明天补送      |         |
        | 2021-06-08 | Complaint C-1 was closed: 已补送 (cause: 漏装) (action: 装车双人复核) |         |
        | 2021-06-10 | Complaint C-1 was reopened             | 补送的品规不对 |
        | 2021-06-11 | Complaint C-1 was answered: 已换货       |         |
      And the table complaints reads
        | complaint_no | status   | responded_at | response | closed_at | reopened_at | times_reopened |
        | C-1          | answered | 2021-06-11   | 已换货      |           | 2021-06-10  | 1              |

    Example: An unanswered complaint is not closed
      When complaint C-1 is closed on 2021-06-08: 已补送
      Then it is refused as complaint_is_unanswered

    Example: A closed complaint is not answered
      Given complaint C-1 was answered on 2021-06-06: 明天补送
      And complaint C-1 was closed on 2021-06-08: 已补送
      When complaint C-1 is answered on 2021-06-09: 再议
      Then it is refused as complaint_is_closed

    Example: An open complaint is not reopened
      When complaint C-1 is reopened on 2021-06-10: 补送的品规不对
      Then it is refused as complaint_is_not_closed

    Example: The answer does not come before the complaint
      When complaint C-1 is answered on 2021-06-04: 明天补送
      Then it is refused as complaint_step_too_early
