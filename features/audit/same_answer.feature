Feature: The same question gives the same answer
  Whoever notes the position that an answer holds for can ask again in ten years, and compare. Neither what was recorded
  since, nor what was told late of days long past, nor tables made anew, nor another branch in the same database changes
  a byte of it.

  Background:
    Given shop 110001 was enrolled on 2020-01-01 with
      | address | 苏州市姑苏区平江路 88 号 |
      | name    | 平江路烟酒店          |
    And from 2021-09-01 on the file of shop 110001 said
      | address | 苏州市姑苏区观前街 12 号 |
    And from 2021-06-01 on the file of shop 110001 said
      | address | 苏州市姑苏区十全街 3 号 |
    And shop 110001 placed order A-1 on 2021-05-03
      | sku           | cartons | worth  |
      | 6901028075831 | 5       | 250.00 |
      | 6901028000001 | 2       | 40.00  |
    And order A-1 was confirmed on 2021-05-04
    And order A-1 was delivered on 2021-05-05
    And 1 cartons of line 1 of order A-1 came back on 2021-05-20 as R-1
    And the example policy for complaints was published
    And complaint T-1 was received on 2021-05-21
      | customer | 110001 |
      | text     | 少送一条 |
    And shop 110001 was promised P-1 by 2021-08-01
    And a visit V-1 to shop 110001 was planned by 2021-08-10
    And the example questionnaire of retailers was published on 2021-05-01
    And survey S-1 of retailers was opened on 2021-05-02
    And shop 110001 answered survey S-1 on 2021-05-06: q01=8, q02=7
    And order A-1 was rated 4 on 2021-05-06
    And article 6901028075831 was registered on 2021-01-01
      | name           | 苏烟    |
    And from 2021-01-01 on article 6901028075831 cost, told on 2021-01-01
      | wholesale price | 50.00 |
      | retail price    | 60.00 |
    And case K-1 of fake with 2 cartons was established against shop 110001 on 2021-05-10
    And the rule of keeping the law was published for 2021-01-01 on
    And shop 110001 was scored on 2021-06-30
    And the rule for sales anomalies was published for 2021-01-01 on
    And the sales of 2021-06 were looked through on 2021-07-01
    And from 2021-01-01 on supply tiers begin at these cartons of 12 months
      | tier | cartons |
      | 1    | 0       |
      | 2    | 5       |
    And all shops were graded for supply on 2021-06-01
    And 9 cartons were released for W1, 2021-06-07 to 2021-06-13, proportional, with the caps
      | tier | cartons |
      | 2    | 4       |
    And from 2021-01-01 on 40 cartons a month reach A and 30 B, 0 points more to rise, 0 less to fall
    And 2021Q2 was evaluated
    And every question was answered at this position and by this instant

  # A08
  Rule: What is recorded later changes no earlier answer

    Example: Later facts, facts told late, another branch, and the tables made anew
      Given complaint T-1 was answered on 2021-05-22: 已补送
      And from 2020-06-01 on the file of shop 110001 said
        | address | 苏州市吴中区木渎镇 1 号 |
        | name    | 木渎烟酒店          |
      And shop 110001 placed order A-2 on 2021-05-06
        | sku           | cartons | worth  |
        | 6901028075831 | 7       | 350.00 |
      And 1 cartons of line 2 of order A-1 came back on 2021-05-21 as R-2
      And shop 110001 was visited on 2021-01-05 for 访销: 陈列整齐
      And shop 110001 was withdrawn on 2022-05-31
      And shop 110002 was enrolled on 2020-03-01
      And another branch recorded shop 110001 and its order A-1, too
      When the read tables are rebuilt
      Then every question is answered byte for byte the same
      And asked without a position, these are answered otherwise
        | customer show    |
        | customer list    |
        | order list       |
        | order show       |
        | complaint show   |
        | audit replay     |
        | audit explain    |
        | audit diff       |
        | audit changes    |
        | tier pareto      |
