Feature: Entering and leaving the supply network (入网与退网)
  A shop is supplied from its enrolment until its withdrawal, and only then. What counts is the time for which
  something is told, not the day on which somebody types it in.

  # A01
  Rule: A shop orders only while it is enrolled

    Example: A shop that was never enrolled cannot order
      When shop 110001 orders 5 cartons on 2021-06-01
      Then it is refused as customer_not_found

    Example: An order before the enrolment is refused, though it is typed in afterwards
      Given shop 110001 was enrolled on 2020-03-01
      When shop 110001 orders 5 cartons on 2020-02-29
      Then it is refused as customer_not_enrolled_yet

    Example: An order on the day of the enrolment is taken
      Given shop 110001 was enrolled on 2020-03-01
      When shop 110001 orders 5 cartons on 2020-03-01
      Then it is recorded

    Example: An order after the withdrawal is refused
      Given shop 110001 was enrolled on 2020-03-01
      And shop 110001 was withdrawn on 2022-05-31
      When shop 110001 orders 5 cartons on 2022-06-01
      Then it is refused as customer_is_withdrawn

    Example: What was ordered before the withdrawal is not confirmed after it
      Given shop 110001 was enrolled on 2020-03-01
      And shop 110001 ordered 5 cartons on 2022-05-30
      And shop 110001 was withdrawn on 2022-05-31
      When order A-1 is confirmed on 2022-05-31
      Then it is refused as customer_is_withdrawn

    Example: An order from before the withdrawal may still be told late
      Given shop 110001 was enrolled on 2020-03-01
      And shop 110001 was withdrawn on 2022-05-31
      When shop 110001 orders 5 cartons on 2022-05-30
      Then it is recorded

  # A01, A08
  Rule: A withdrawal is for good, has its reason, and takes nothing of the history away

    Example: The whole history stays readable
      Given shop 110001 was enrolled on 2020-03-01 with
        | name    | 平江路烟酒店         |
        | address | 苏州市姑苏区平江路 88 号 |
      And shop 110001 ordered 5 cartons on 2021-06-01
      When shop 110001 is withdrawn on 2022-05-31
      Then shop 110001's history tells
        | day        | topic              | why    |
        | 2020-03-01 | customer.enrolled  |        |
        | 2021-06-01 | order.placed       |        |
        | 2022-05-31 | customer.withdrawn | 店主申请歇业 |
      And the file of shop 110001 as of 2021-06-01 says
        | name    | 平江路烟酒店         |
        | address | 苏州市姑苏区平江路 88 号 |
        | status  | active         |
      And the file of shop 110001 says
        | name   | 平江路烟酒店    |
        | status | withdrawn |

    Example: A withdrawn shop does not come back under its number
      Given shop 110001 was enrolled on 2020-03-01
      And shop 110001 was withdrawn on 2022-05-31
      When shop 110001 is enrolled on 2023-01-01
      Then it is refused as customer_already_enrolled

    Example: A withdrawn shop does not withdraw again
      Given shop 110001 was enrolled on 2020-03-01
      And shop 110001 was withdrawn on 2022-05-31
      When shop 110001 is withdrawn on 2022-06-30
      Then it is refused as customer_is_withdrawn

    Example: A withdrawal without a reason is refused
      Given shop 110001 was enrolled on 2020-03-01
      When shop 110001 is withdrawn on 2022-05-31 without a reason
      Then it is refused as reason_required

  # A19
  Rule: One shop has one file

    Example: A number is enrolled once
      Given shop 110001 was enrolled on 2020-03-01
      When shop 110001 is enrolled on 2020-04-01
      Then it is refused as customer_already_enrolled

    Example: A shop without a number of its own goes by its licence
      When a shop is enrolled on 2020-03-01 under its licence 320501100017
      Then the table customer_profiles reads
        | customer_no  | licence_no   | status |
        | 320501100017 | 320501100017 | active |

  # A01
  Rule: Whoever approves is not the one who acts

    Example: The clerk's own approval is refused
      When E7 enrols shop 110001 on 2020-03-01, approved by E7
      Then it is refused as approver_is_actor

    Example: The approval of another is kept
      When E7 enrols shop 110001 on 2020-03-01, approved by E3
      Then it is recorded
      And the log of shop 110001 names
        | topic             | actor | approved_by |
        | customer.enrolled | E7    | E3          |
