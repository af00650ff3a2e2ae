Feature: What a shop may order of what is released (档位限量)
  While an article (品规) is released, an order is confirmed as far as the cap of the shop's tier goes.

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

  # F01, F04
  Rule: Nobody is confirmed more than the cap, over all orders of the cycle

    Background:
      Given 14 cartons were released for W23, 2021-06-07 to 2021-06-13, priority, with the caps
        | tier | cartons |
        | 30   | 8       |
        | 29   | 3       |

    Example: The second order gets what the first left
      Given shop 110001 placed order A-1 on 2021-06-07
        | sku           | cartons | worth  |
        | 6901028075831 | 6       | 300.00 |
      And shop 110001 placed order A-2 on 2021-06-08
        | sku           | cartons | worth  |
        | 6901028075831 | 5       | 250.00 |
        | 6901028045678 | 9       | 90.00  |
      And order A-1 was confirmed on 2021-06-09
      When order A-2 is confirmed on 2021-06-09
      Then the table order_lines reads
        | order_no          | line_no | requested_qty | ordered_qty |
        | 110001-2021-02-01 | 1       | 120           | 120         |
        | A-1               | 1       | 6             | 6           |
        | A-2               | 1       | 5             | 2           |
        | A-2               | 2       | 9             | 9           |
      And the table supply_metrics reads
        | tier | cap | customers | ordering | reached | requested_qty | ordered_qty | fill_rate      | cap_coverage   |
        | 29   | 3   | 2         | 0        | 0       | 0             | 0           |                |                |
        | 30   | 8   | 1         | 1        | 1       | 11            | 8           | 0.727272727273 | 1.000000000000 |

    Example: A line that is given above the cap is refused
      Given shop 110002 placed order A-1 on 2021-06-07
        | sku           | cartons | worth  |
        | 6901028075831 | 6       | 300.00 |
      When order A-1 is confirmed on 2021-06-09 but
        | line | cartons |
        | 1    | 4       |
      Then it is refused as above_cap

    Example: A cancelled order lets its shop order again
      Given shop 110002 placed order A-1 on 2021-06-07
        | sku           | cartons | worth  |
        | 6901028075831 | 3       | 150.00 |
      And order A-1 was confirmed on 2021-06-08
      And order A-1 was cancelled on 2021-06-08
      And shop 110002 placed order A-2 on 2021-06-08
        | sku           | cartons | worth  |
        | 6901028075831 | 3       | 150.00 |
      When order A-2 is confirmed on 2021-06-09
      Then the table orders reads
        | order_no          | status    | ordered_qty |
        | 110001-2021-02-01 | delivered | 120         |
        | A-1               | cancelled | 3           |
        | A-2               | confirmed | 3           |

    Example: An order after the cycle is not limited
      Given shop 110002 placed order A-1 on 2021-06-14
        | sku           | cartons | worth   |
        | 6901028075831 | 40      | 2000.00 |
      When order A-1 is confirmed on 2021-06-14
      Then it is recorded
      And the table orders reads
        | order_no          | ordered_qty |
        | 110001-2021-02-01 | 120         |
        | A-1               | 40          |

  # F08, F09
  Rule: Inside a cycle a cap above what was shared out to a shop is served from the leftover, so all stay within the release

    Background:
      Given 14 cartons were released for W23, 2021-06-07 to 2021-06-13, priority, with the caps
        | tier | cartons |
        | 30   | 8       |
        | 29   | 3       |

    Example: A shop that is raised has the cap of its new tier at once where enough is left over
      Given the release of W23 was recalled on 2021-06-07
      And 24 cartons were released for W23, 2021-06-07 to 2021-06-13, priority, with the caps
        | tier | cartons |
        | 30   | 8       |
        | 29   | 3       |
      And from 2021-06-08 on supply tiers begin at these cartons of 12 months
        | tier | cartons |
        | 30   | 0       |
      And all shops were graded for supply on 2021-06-08
      And shop 110002 placed order A-1 on 2021-06-09
        | sku           | cartons | worth  |
        | 6901028075831 | 8       | 400.00 |
      And shop 110003 placed order A-2 on 2021-06-09
        | sku           | cartons | worth  |
        | 6901028075831 | 9       | 450.00 |
      And order A-1 was confirmed on 2021-06-09
      When order A-2 is confirmed on 2021-06-09
      Then the table orders reads
        | order_no          | requested_qty | ordered_qty |
        | 110001-2021-02-01 | 120           | 120         |
        | A-1               | 8             | 8           |
        | A-2               | 9             | 8           |
      And the table supply_releases reads
        | tier | cap | cycle_leftover |
        | 29   | 3   | 0              |
        | 30   | 8   | 0              |

    Example: Where nothing is left over it has that cap from the next release on
      Given from 2021-06-08 on supply tiers begin at these cartons of 12 months
        | tier | cartons |
        | 30   | 0       |
      And all shops were graded for supply on 2021-06-08
      And shop 110002 placed order A-1 on 2021-06-09
        | sku           | cartons | worth  |
        | 6901028075831 | 8       | 400.00 |
      And order A-1 was confirmed on 2021-06-09
      And 24 cartons were released for W24, 2021-06-14 to 2021-06-20, priority, with the caps
        | tier | cartons |
        | 30   | 8       |
      And shop 110002 placed order A-2 on 2021-06-14
        | sku           | cartons | worth  |
        | 6901028075831 | 8       | 400.00 |
      When order A-2 is confirmed on 2021-06-14
      Then the table orders reads
        | order_no          | requested_qty | ordered_qty |
        | 110001-2021-02-01 | 120           | 120         |
        | A-1               | 8             | 3           |
        | A-2               | 8             | 8           |

    Example: A shop that is lowered has the cap of its new tier at once
      Given all shops were graded for supply on 2021-06-07
      And from 2021-06-08 on supply tiers begin at these cartons of 12 months
        | tier | cartons |
        | 29   | 0       |
      And all shops were graded for supply on 2021-06-08
      And shop 110001 placed order A-1 on 2021-06-09
        | sku           | cartons | worth  |
        | 6901028075831 | 8       | 400.00 |
      When order A-1 is confirmed on 2021-06-09
      Then the table order_lines reads
        | order_no          | ordered_qty |
        | 110001-2021-02-01 | 120         |
        | A-1               | 3           |

    Example: A shop that came into the network after the release has a share in the next, and here of what is left
      Given shop 110004 was enrolled on 2021-06-08
      And all shops were graded for supply on 2021-06-08
      And shop 110004 placed order A-1 on 2021-06-09
        | sku           | cartons | worth  |
        | 6901028075831 | 1       | 50.00  |
        | 6901028045678 | 5       | 100.00 |
      When order A-1 is confirmed on 2021-06-09
      Then the table order_lines reads
        | order_no          | line_no | ordered_qty |
        | 110001-2021-02-01 | 1       | 120         |
        | A-1               | 1       | 0           |
        | A-1               | 2       | 5           |

  # F01
  Rule: Scarce articles (紧俏) are supplied through releases only, where the policy says so

    Background:
      Given article 6901028075831 was registered on 2021-01-01
        | name | 软中华 |
      And article 6901028075831 became scarce on 2021-06-01
      And from 2021-06-05 on scarce articles are refused that are not released
      And shop 110001 placed order A-1 on 2021-06-07
        | sku           | cartons | worth  |
        | 6901028075831 | 2       | 100.00 |

    Example: Not released
      When order A-1 is confirmed on 2021-06-08
      Then it is refused as scarce_not_released

    Example: Released
      Given 14 cartons were released for W23, 2021-06-07 to 2021-06-13, priority, with the caps
        | tier | cartons |
        | 30   | 8       |
      When order A-1 is confirmed on 2021-06-08
      Then it is recorded

  # F01
  Rule: An order above the reasonable quantity (合理定量) is refused only by a policy that says so

    Example: Recorded, and told
      Given shop 110001 agreed on 2021-06-01 to 10 cartons a month
      And shop 110001 placed order A-1 on 2021-06-07
        | sku           | cartons | worth  |
        | 6901028075831 | 12      | 600.00 |
      When order A-1 is confirmed on 2021-06-08
      Then it is recorded

    Example: Refused by the policy
      Given shop 110001 agreed on 2021-06-01 to 10 cartons a month
      And from 2021-06-05 on orders above the agreed quantity are refused
      And shop 110001 placed order A-1 on 2021-06-07
        | sku           | cartons | worth  |
        | 6901028075831 | 12      | 600.00 |
      When order A-1 is confirmed on 2021-06-08
      Then it is refused as above_reasonable_quantity
