Feature: Closing for a while (停业与复业)
  A shop that closes for a while gets nothing until it opens again, at most a year later.

  Background:
    Given shop 110001 was enrolled on 2020-03-01

  # A01, A02
  Rule: Nothing is ordered during a suspension, judged at the time of the order

    Example: An order during the suspension is refused
      Given shop 110001 was suspended on 2021-05-01 until 2021-08-01
      When shop 110001 orders 5 cartons on 2021-06-01
      Then it is refused as customer_is_suspended

    Example: The planned day does not end the suspension, only the resumption does
      Given shop 110001 was suspended on 2021-05-01 until 2021-08-01
      When shop 110001 orders 5 cartons on 2021-08-02
      Then it is refused as customer_is_suspended

    Example: After the resumption the shop orders again
      Given shop 110001 was suspended on 2021-05-01
      And shop 110001 was resumed on 2021-07-15
      When shop 110001 orders 5 cartons on 2021-07-15
      Then it is recorded

    Example: An order of a day within a suspension that is over is still refused
      Given shop 110001 was suspended on 2021-05-01
      And shop 110001 was resumed on 2021-07-15
      When shop 110001 orders 5 cartons on 2021-07-14
      Then it is refused as customer_is_suspended

    Example: What was ordered before the suspension is not confirmed during it
      Given shop 110001 ordered 5 cartons on 2021-04-30
      And shop 110001 was suspended on 2021-05-01
      When order A-1 is confirmed on 2021-05-02
      Then it is refused as customer_is_suspended

    Example: What was confirmed before the suspension is delivered
      Given shop 110001 ordered 5 cartons on 2021-04-29
      And order A-1 was confirmed on 2021-04-30
      And shop 110001 was suspended on 2021-05-01
      When order A-1 is delivered on 2021-05-02
      Then it is recorded

    Example: An order of a day before the suspension may still be told late
      Given shop 110001 was suspended on 2021-05-01
      When shop 110001 orders 5 cartons on 2021-04-30
      Then it is recorded

  # A02
  Rule: Every change of the status is kept with who, why and from when

    Example: Suspended and resumed
      Given shop 110001 was suspended on 2021-05-01 until 2021-08-01
      When shop 110001 is resumed on 2021-07-15
      Then the table customer_profile_periods reads
        | customer_no | valid_from | valid_to   | status    |
        | 110001      | 2020-03-01 | 2021-05-01 | active    |
        | 110001      | 2021-05-01 | 2021-07-15 | suspended |
        | 110001      | 2021-07-15 |            | active    |
      And shop 110001's history tells
        | day        | what                                                     | by | why  |
        | 2020-03-01 | Entered the supply network (入网)                          | E7 |      |
        | 2021-05-01 | Supply was suspended (停业), as planned until 2021-08-01   | E7 | 店面装修 |
        | 2021-07-15 | Supply was resumed (复业)                                  | E7 |      |

  Rule: A suspension is for an open shop, and for a year at most

    Example: A suspended shop is not suspended again
      Given shop 110001 was suspended on 2021-05-01
      When shop 110001 is suspended on 2021-06-01
      Then it is refused as customer_is_suspended

    Example: A shop that is open does not resume
      When shop 110001 is resumed on 2021-06-01
      Then it is refused as customer_is_not_suspended

    Example: A plan of more than 365 days is refused
      When shop 110001 is suspended on 2021-05-01 until 2022-05-02
      Then it is refused as suspension_too_long

    Example: A status is not slipped in before a later one
      Given shop 110001 was withdrawn on 2022-05-31
      When shop 110001 is suspended on 2022-03-01
      Then it is refused as status_changed_later
