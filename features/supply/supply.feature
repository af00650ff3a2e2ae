Feature: Fair supply (货源投放)
  What is scarce is shared by tier (档位), and a tier is reached by what a shop sold, never by hand: shops of one tier may
  order the same, nobody takes more than the cap, and what cannot be shared equally waits for the next cycle.

  Background:
    Given shop 110001 was enrolled on 2020-03-01
    And shop 110002 was enrolled on 2020-03-01
    And shop 110003 was enrolled on 2020-03-01
    And from 2021-06-01 on supply tiers begin at these cartons of 12 months
      | tier | cartons |
      | 29   | 0       |
      | 30   | 100     |
    And shop 110001 bought 120 cartons on 2021-02-01
    And all shops were graded for supply on 2021-06-01

  # F01, F09
  Rule: The score decides the tier, by a rule with a version, and the tier has a history

    Example: Three shops are graded
      Then the table tier_assignments reads
        | customer_no | kind        | value | valid_from | valid_to | rule_version |
        | 110001      | supply_tier | 30    | 2021-06-01 |          | supply/1     |
        | 110002      | supply_tier | 29    | 2021-06-01 |          | supply/1     |
        | 110003      | supply_tier | 29    | 2021-06-01 |          | supply/1     |

    Example: A year later another tier holds, and the old one is still known
      When all shops are graded for supply on 2022-03-01
      Then the table tier_assignments reads
        | customer_no | value | valid_from | valid_to   |
        | 110001      | 29    | 2022-03-01 |            |
        | 110001      | 30    | 2021-06-01 | 2022-03-01 |
        | 110002      | 29    | 2021-06-01 | 2022-03-01 |
        | 110002      | 29    | 2022-03-01 |            |
        | 110003      | 29    | 2021-06-01 | 2022-03-01 |
        | 110003      | 29    | 2022-03-01 |            |

    Example: The same grading again
      When all shops are graded for supply on 2021-06-01
      Then nothing is recorded

    Example: Nobody is graded by a rule that did not hold yet
      When all shops are graded for supply on 2021-05-31
      Then it is refused as rule_not_found

  # F08, F09, F18
  Rule: A shortage is shared between tiers as the plan says, and equally within a tier

    Example: In proportion to what each tier would get
      When 15 cartons are released for W23, 2021-06-07 to 2021-06-13, proportional, with the caps
        | tier | cartons |
        | 30   | 12      |
        | 29   | 6       |
      Then the table supply_releases reads
        | tier | customers | asked_cap | share | cap | allocated | leftover | cycle_leftover |
        | 29   | 2         | 6         | 7     | 3   | 6         | 1        | 1              |
        | 30   | 1         | 12        | 8     | 8   | 8         | 0        | 1              |

    Example: The highest tier first
      When 15 cartons are released for W23, 2021-06-07 to 2021-06-13, priority, with the caps
        | tier | cartons |
        | 30   | 12      |
        | 29   | 6       |
      Then the table supply_releases reads
        | tier | customers | asked_cap | share | cap | allocated | leftover |
        | 29   | 2         | 6         | 2     | 1   | 2         | 0        |
        | 30   | 1         | 12        | 12    | 12  | 12        | 0        |

  # F03, F09
  Rule: A shop that may not be supplied gets nothing

    Example: A suspended shop is not counted and orders nothing; the others of its tier get more
      Given shop 110003 was suspended on 2021-06-05
      And 14 cartons were released for W23, 2021-06-07 to 2021-06-13, proportional, with the caps
        | tier | cartons |
        | 30   | 8       |
        | 29   | 8       |
      When shop 110003 orders 5 cartons on 2021-06-07
      Then it is refused as customer_is_suspended
      And the table supply_releases reads
        | tier | customers | cap |
        | 29   | 1         | 7   |
        | 30   | 1         | 7   |

    Example: A banned shop is not counted either
      Given the rule of keeping the law was published for 2021-01-01 on
      And shop 110003 bought 2500 cartons on 2021-03-01
      And case V-1 of fake with 400 cartons was established against shop 110003 on 2021-05-01
      And case V-1 was penalised on 2021-05-11
      And case V-2 of fake with 400 cartons was established against shop 110003 on 2021-05-02
      And case V-2 was penalised on 2021-05-12
      And case V-3 of fake with 400 cartons was established against shop 110003 on 2021-05-03
      And case V-3 was penalised on 2021-05-13
      And shop 110003 was scored on 2021-06-02
      And shop 110003 was banned on 2021-06-05
      And 14 cartons were released for W23, 2021-06-07 to 2021-06-13, proportional, with the caps
        | tier | cartons |
        | 30   | 8       |
        | 29   | 8       |
      When shop 110003 orders 5 cartons on 2021-06-07
      Then it is refused as customer_is_banned
      And the table supply_releases reads
        | tier | customers | cap |
        | 29   | 1         | 7   |
        | 30   | 1         | 7   |

    Example: A shop suspended after it ordered
      Given 14 cartons were released for W23, 2021-06-07 to 2021-06-13, priority, with the caps
        | tier | cartons |
        | 29   | 7       |
      And shop 110003 placed order A-1 on 2021-06-07
        | sku           | cartons | worth  |
        | 6901028075831 | 3       | 150.00 |
      And shop 110003 was suspended on 2021-06-08
      When order A-1 is confirmed on 2021-06-08
      Then it is refused as customer_is_suspended

  # F08, F10
  Rule: What could not be shared equally is carried over to the SKU's next cycle

    Example: One carton waits, then goes out; days without the SKU are counted
      Given 15 cartons were released for W23, 2021-06-07 to 2021-06-13, proportional, with the caps
        | tier | cartons |
        | 30   | 12      |
        | 29   | 6       |
      When 13 cartons are released for W25, 2021-06-21 to 2021-06-27, proportional, with the caps
        | tier | cartons |
        | 30   | 8       |
        | 29   | 3       |
      Then the table supply_releases reads
        | cycle | tier | cap | released | carried_over | cycle_leftover | days_without |
        | W23   | 29   | 3   | 15       | 0            | 1              |              |
        | W23   | 30   | 8   | 15       | 0            | 1              |              |
        | W25   | 29   | 3   | 13       | 1            | 0              | 7            |
        | W25   | 30   | 8   | 13       | 1            | 0              | 7            |

    Example: A recalled release leaves nothing over and limits nobody
      Given 15 cartons were released for W23, 2021-06-07 to 2021-06-13, proportional, with the caps
        | tier | cartons |
        | 30   | 12      |
        | 29   | 6       |
      When the release of W23 is recalled on 2021-06-08
      Then the table supply_releases reads
        | cycle | tier |
