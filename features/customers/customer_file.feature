Feature: The customer's file (客户档案)
  What is known of a shop is kept for every day since its enrolment: a change adds a fact, and overwrites nothing.

  # A02, A08, A09
  Rule: A change of the file is a fact with its own beginning, and the older fact stays

    Example: The shop moves
      Given shop 110001 was enrolled on 2020-03-01 with
        | name    | 平江路烟酒店         |
        | address | 苏州市姑苏区平江路 88 号 |
      When from 2021-09-01 on the file of shop 110001 is to say
        | address | 苏州市姑苏区观前街 12 号 |
      Then the table customer_profile_periods reads
        | customer_no | valid_from | valid_to   | name   | address        |
        | 110001      | 2020-03-01 | 2021-09-01 | 平江路烟酒店 | 苏州市姑苏区平江路 88 号 |
        | 110001      | 2021-09-01 |            | 平江路烟酒店 | 苏州市姑苏区观前街 12 号 |
      And the file of shop 110001 as of 2021-08-31 says
        | address | 苏州市姑苏区平江路 88 号 |
      And the file of shop 110001 says
        | address | 苏州市姑苏区观前街 12 号 |

    Example: What the file says already is not told again
      Given shop 110001 was enrolled on 2020-03-01 with
        | name | 平江路烟酒店 |
      When from 2021-09-01 on the file of shop 110001 is to say
        | name | 平江路烟酒店 |
      Then nothing is recorded

    Example: Several fields at once are several facts of one command
      Given shop 110001 was enrolled on 2020-03-01
      When from 2021-09-01 on the file of shop 110001 is to say
        | name            | 观前街烟酒店        |
        | order phone     | 0512-67001234 |
        | account manager | E21           |
      Then the log of shop 110001 names
        | topic                     | actor |
        | customer.enrolled         | E7    |
        | customer.renamed          | E7    |
        | customer.phone_changed    | E7    |
        | customer.manager_assigned | E7    |

    Example: Nothing is told of the time before the enrolment
      Given shop 110001 was enrolled on 2020-03-01
      When from 2020-02-01 on the file of shop 110001 is to say
        | name | 平江路烟酒店 |
      Then it is refused as customer_not_enrolled_yet

  # A04, A06
  Rule: The file has the fields that the business needs, and takes no other

    Example: All of them
      When shop 110001 is enrolled on 2020-03-01 with
        | name                | 平江路烟酒店         |
        | address             | 苏州市姑苏区平江路 88 号 |
        | district            | 姑苏区            |
        | order phone         | 0512-67001234  |
        | market type         | urban          |
        | business format     | grocery        |
        | business scale      | large          |
        | shop area m2        | 42.5           |
        | tobacco area m2     | 6              |
        | trade area          | 景区，近地铁站        |
        | account manager     | E21            |
        | licence no          | 320501100017   |
        | licence valid until | 2025-02-28     |
      Then the table customer_profiles reads
        | customer_no | name   | address        | district | order_phone   | class_code | shop_area_m2 | tobacco_area_m2 | trade_area | account_manager | licence_no   | licence_valid_until | completeness |
        | 110001      | 平江路烟酒店 | 苏州市姑苏区平江路 88 号 | 姑苏区      | 0512-67001234 | CZ1        | 42.5         | 6               | 景区，近地铁站    | E21             | 320501100017 | 2025-02-28          | 1            |

    Example: A person's birthday has no place in it
      When shop 110001 is enrolled on 2020-03-01 with
        | birthday | 1970-01-01 |
      Then it is a usage error about --birthday

    Example: A file of customers may not bring it in either
      Given a mapping of customers that fills birthday
      When the customers are imported
      Then it is refused as mapping_is_wrong

  # A04
  Rule: The class code (客户分类代码) is computed when its three parts are known

    Example: Urban, grocery, large
      Given shop 110001 was enrolled on 2020-03-01 with
        | market type     | urban   |
        | business format | grocery |
      When from 2021-01-01 on the file of shop 110001 is to say
        | business scale | large |
      Then the table customer_profile_periods reads
        | customer_no | valid_from | class_code |
        | 110001      | 2020-03-01 |            |
        | 110001      | 2021-01-01 | CZ1        |

    Example: The code follows its parts
      Given shop 110001 was enrolled on 2020-03-01 with
        | market type     | urban   |
        | business format | grocery |
        | business scale  | large   |
      When from 2021-01-01 on the file of shop 110001 is to say
        | business format | convenience |
        | business scale  | small       |
      Then the file of shop 110001 says
        | class_code | CB3 |

  # A03, A10
  Rule: A file that was checked and found right says when

    Example: Checked as a whole
      Given shop 110001 was enrolled on 2020-03-01
      And shop 110002 was enrolled on 2020-03-01
      When the file of shop 110002 is verified on 2021-06-30
      Then the table customer_profiles reads
        | customer_no | verified_at |
        | 110001      |             |
        | 110002      | 2021-06-30  |
      And the shops whose file nobody verified since 2021-07-01 are 110001, 110002
      And the shops whose file nobody verified since 2021-06-30 are 110001

    Example: One field, with a note
      Given shop 110001 was enrolled on 2020-03-01
      When the address of shop 110001 is verified on 2021-06-30 with the note 门牌与档案一致
      Then shop 110001's history tells
        | day        | what                                                        |
        | 2020-03-01 | Entered the supply network (入网)                             |
        | 2021-06-30 | The file was checked and found right: address; 门牌与档案一致 |

  # A21
  Rule: A visit is on the record for everyone

    Example: A visit and what it found
      Given shop 110001 was enrolled on 2020-03-01
      When shop 110001 is visited on 2021-06-30 for 新品推介: 明码标价到位
      Then shop 110001's history tells
        | day        | what                                      | by |
        | 2020-03-01 | Entered the supply network (入网)           | E7 |
        | 2021-06-30 | Visited by E7: 新品推介; found: 明码标价到位 | E7 |
      And the table customer_months reads
        | customer_no | month      | visits |
        | 110001      | 2021-06-01 | 1      |
