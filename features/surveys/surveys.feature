Feature: Surveys (调查)
  Customers and consumers are asked by a questionnaire that is settled beforehand; each answers once, and an answer keeps
  what it was asked, whatever becomes of the questionnaire.

  Background:
    Given shop 110001 was enrolled on 2020-03-01 with
      | market type     | urban   |
      | business format | grocery |
      | business scale  | large   |
      | account manager | E2048   |
    And shop 110002 was enrolled on 2020-03-01
    And questionnaire LSH was published on 2021-01-01 with
      | item | asks         | scale   | about | layer   | need_level |
      | e1   | expectation  | [1, 10] | 送货    | service | basic      |
      | p1   | experience   | [1, 10] | 送货    | service | basic      |
      | s1   | satisfaction | [1, 5]  |       |         |            |
      | n1   | need         | [1, 5]  |       |         |            |

  Rule: A questionnaire is data, settled in versions

    Example: The survey of retailers that comes with the program
      When the example questionnaire of retailers is published on 2021-02-01
      Then it is recorded
      When survey Q2 of retailers is opened on 2021-06-01
      Then survey Q2 asks 32 items in 7 groups

    Example: The survey of consumers that comes with the program
      When the example questionnaire of consumers is published on 2021-02-01
      Then it is recorded

    Example: What is in force already is not published again
      When questionnaire LSH is published on 2021-02-01 with
        | item | asks         | scale   | about | layer   | need_level |
        | e1   | expectation  | [1, 10] | 送货    | service | basic      |
        | p1   | experience   | [1, 10] | 送货    | service | basic      |
        | s1   | satisfaction | [1, 5]  |       |         |            |
        | n1   | need         | [1, 5]  |       |         |            |
      Then nothing is recorded

    Example: A name keeps what it asks
      When questionnaire LSH is published on 2021-02-01 with
        | item | asks         | scale  |
        | s1   | satisfaction | [1, 5] |
        | n1   | need         | [1, 7] |
      Then it is refused as item_redefined

    Example: An expectation is of something that is experienced
      When questionnaire X is published on 2021-02-01 with
        | item | asks        | scale   | about |
        | e1   | expectation | [1, 10] | 送货    |
      Then it is refused as invalid_item

    Example: A misspelt key is refused, not passed over
      When questionnaire X is published on 2021-02-01 with
        | item | asks        | scale   | abuot |
        | e1   | expectation | [1, 10] | 送货    |
      Then it is refused as questionnaire_is_wrong

  Rule: A survey asks the version in force when it is opened

    Example: A later version is asked by later surveys
      Given survey Q1 of LSH was opened on 2021-02-01
      And questionnaire LSH was published on 2021-03-01 with
        | item | asks         | scale  |
        | s1   | satisfaction | [1, 5] |
        | l1   | loyalty      | [1, 5] |
      And survey Q2 of LSH was opened on 2021-04-01
      Then the table surveys reads
        | survey_no | questionnaire_no | questionnaire_version | status | opened_at  |
        | Q1        | LSH              | 1                     | open   | 2021-02-01 |
        | Q2        | LSH              | 2                     | open   | 2021-04-01 |
      When shop 110001 answers survey Q1 on 2021-04-02: p1=7
      Then it is recorded
      When shop 110001 answers survey Q2 on 2021-04-02: p1=7
      Then it is refused as item_not_asked

    Example: A questionnaire not published yet is not asked
      When survey Q1 of LSH is opened on 2020-12-31
      Then it is refused as questionnaire_not_in_force

  Rule: An answer keeps how it was asked and where the customer stood

    Example: One row for each item that was answered; what was left out is not 0
      Given survey Q1 of LSH was opened on 2021-02-01
      When shop 110001 answers survey Q1 on 2021-02-03: p1=7, s1=4
      Then the table survey_answers reads
        | answer_no | item | customer_no | asks         | score | low | high | layer   | market_type | account_manager |
        | Q1:110001 | p1   | 110001      | experience   | 7     | 1   | 10   | service | urban       | E2048           |
        | Q1:110001 | s1   | 110001      | satisfaction | 4     | 1   | 5    |         | urban       | E2048           |

    Example: A shop that is reclassified later answered as what it was
      Given survey Q1 of LSH was opened on 2021-02-01
      And shop 110001 answered survey Q1 on 2021-02-03: s1=4
      When from 2021-01-01 on the file of shop 110001 is to say
        | market type | rural |
      Then the table survey_answers reads
        | item | market_type |
        | s1   | urban       |

    Example: A score off the scale is refused
      Given survey Q1 of LSH was opened on 2021-02-01
      When shop 110001 answers survey Q1 on 2021-02-03: s1=6
      Then it is refused as invalid_score

    Example: It is told in the shop's history
      Given survey Q1 of LSH was opened on 2021-02-01
      And shop 110002 answered survey Q1 on 2021-02-03: p1=7, s1=4
      Then shop 110002's history tells
        | topic             | what                                   |
        | customer.enrolled | Entered the supply network (入网)        |
        | answer.given      | Survey Q1 was answered (答卷) on 2 items |

  Rule: A respondent answers once, while the survey is open

    Background:
      Given survey Q1 of LSH was opened on 2021-02-01 with
        | customer | 110001 |

    Example: Not twice
      Given shop 110001 answered survey Q1 on 2021-02-03: s1=4
      When shop 110001 answers survey Q1 on 2021-02-04: s1=5
      Then it is refused as already_answered

    Example: The expectation first, the experience later
      Given shop 110001 answered survey Q1 on 2021-02-03: e1=8
      When shop 110001 answers survey Q1 on 2021-02-20: p1=9
      Then the figures of survey=Q1 read
        | measure              | numerator | denominator | value    |
        | disconfirmation:1-10 | 2520      | 2520        | 1.000000 |
        | response_rate        | 1         | 1           | 1.000000 |

    Example: Not one who was not asked
      When shop 110002 answers survey Q1 on 2021-02-03: s1=4
      Then it is refused as customer_not_asked

    Example: Not after the end, but what was answered before may be told later
      Given survey Q1 was closed on 2021-03-01
      When shop 110001 answers survey Q1 on 2021-03-01: s1=4
      Then it is refused as survey_is_closed
      When shop 110001 answers survey Q1 on 2021-02-28: s1=4
      Then it is recorded

  # J04
  Rule: Retailers and consumers tell what they miss, what they will need, and what they hope for

    Example: Three topics, two populations
      Given survey Q1 of LSH was opened on 2021-02-01
      And shop 110001 told survey Q1 on 2021-02-03
        | unmet need  | 货源:紧俏品规不够卖 |
        | future need | 扫码收款       |
      And consumer 17 answered survey Q1 on 2021-02-03: s1=3
      Then the table survey_answers reads
        | answer_no | item          | party    | asks         | theme | text    | score |
        | Q1:110001 | future_need/1 | retailer | future_need  |       | 扫码收款    |       |
        | Q1:110001 | unmet_need/1  | retailer | unmet_need   | 货源    | 紧俏品规不够卖 |       |
        | Q1:17     | s1            | consumer | satisfaction |       |         | 3     |
      And the remarks of survey=Q1 are gathered as
        | asks        | theme | remarks |
        | future_need |       | 1       |
        | unmet_need  | 货源    | 1       |
