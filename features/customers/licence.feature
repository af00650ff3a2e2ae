Feature: The retail licence (烟草专卖零售许可证)
  Only a licence allows supply. It runs for years, is renewed, and belongs to one shop.

  # A01
  Rule: Nothing is ordered on an expired licence, judged at the time of the order

    Example: The day after the last day is too late
      Given shop 110001 was enrolled on 2020-03-01 with
        | licence no          | 320501100017 |
        | licence valid until | 2021-05-31   |
      When shop 110001 orders 5 cartons on 2021-06-01
      Then it is refused as licence_is_expired

    Example: The last day itself is not
      Given shop 110001 was enrolled on 2020-03-01 with
        | licence no          | 320501100017 |
        | licence valid until | 2021-05-31   |
      When shop 110001 orders 5 cartons on 2021-05-31T23:59
      Then it is recorded

    Example: A renewed licence allows supply again
      Given shop 110001 was enrolled on 2020-03-01 with
        | licence no          | 320501100017 |
        | licence valid until | 2021-05-31   |
      And the licence of shop 110001 was renewed on 2021-06-10 until 2026-05-31
      When shop 110001 orders 5 cartons on 2021-06-10
      Then it is recorded

    Example: A renewal does not heal the days before it
      Given shop 110001 was enrolled on 2020-03-01 with
        | licence no          | 320501100017 |
        | licence valid until | 2021-05-31   |
      And the licence of shop 110001 was renewed on 2021-06-10 until 2026-05-31
      When shop 110001 orders 5 cartons on 2021-06-05
      Then it is refused as licence_is_expired

    Example: A licence that ran out after the order stops its confirmation too
      Given shop 110001 was enrolled on 2020-03-01 with
        | licence no          | 320501100017 |
        | licence valid until | 2021-05-31   |
      And shop 110001 ordered 5 cartons on 2021-05-31
      When order A-1 is confirmed on 2021-06-01
      Then it is refused as licence_is_expired

    Example: What was confirmed while the licence held is delivered
      Given shop 110001 was enrolled on 2020-03-01 with
        | licence no          | 320501100017 |
        | licence valid until | 2021-05-31   |
      And shop 110001 ordered 5 cartons on 2021-05-31
      And order A-1 was confirmed on 2021-05-31
      When order A-1 is delivered on 2021-06-01
      Then it is recorded

    Example: Where no licence is known, none bars the order
      Given shop 110001 was enrolled on 2020-03-01
      When shop 110001 orders 5 cartons on 2021-06-01
      Then it is recorded

  # A19
  Rule: One licence belongs to one shop

    Example: A second shop with the same licence is refused
      Given a shop was enrolled on 2020-03-01 under its licence 320501100017
      When shop 110002 is enrolled on 2021-01-01 with
        | licence no | 320501100017 |
      Then it is refused as licence_already_held

    Example: A licence may not be renewed to another shop's number
      Given a shop was enrolled on 2020-03-01 under its licence 320501100017
      And shop 110002 was enrolled on 2020-03-01
      When the licence of shop 110002 is replaced by 320501100017 on 2021-06-10
      Then it is refused as licence_already_held

    Example: The licence of a shop that withdrew may pass on
      Given a shop was enrolled on 2020-03-01 under its licence 320501100017
      And shop 320501100017 was withdrawn on 2020-12-31
      When shop 110002 is enrolled on 2021-01-01 with
        | licence no | 320501100017 |
      Then it is recorded
