Feature: Handling complaints (投诉处理) by ISO 10002
  Each complaint has an owner, a cause and a remedy; leaders read what customers say, and the customer has the last word.

  Background:
    Given shop 110001 was enrolled on 2020-03-01 with
      | market-type     | urban |
      | account-manager | E9    |
    And complaint C-1 was received on 2021-06-02T09:00
      | text        | 少送一条   |
      | customer    | 110001 |
      | category    | 配送     |
      | severity    | major  |
      | first-asked | E3     |

  # G18
  Rule: Who was asked first owns it until it is handed over (首问负责)

    Example: Whoever records it, if nobody else is named
      When complaint C-2 is received on 2021-06-02T09:00
        | text | 电话打不通 |
      Then the table complaints reads
        | complaint_no | first_asked | owner |
        | C-1          | E3          | E3    |
        | C-2          | E7          | E7    |

    Example: Handed over, it has another owner, and who was asked first stays known
      When complaint C-1 is handed over on 2021-06-02T10:00 to E4
      Then the table complaints reads
        | complaint_no | first_asked | owner |
        | C-1          | E3          | E4    |
      And the complaints owned by E4 are
        | complaint_no |
        | C-1          |
      And the complaints owned by E3 are
        | complaint_no |

  # I03
  Rule: A complaint is closed with its cause and with what was done about it

    Example: The cause that an investigation found is the closing's
      Given complaint C-1 was answered on 2021-06-02T10:00: 明天补送
      And the cause of complaint C-1 was found on 2021-06-03: 装车漏装
      When complaint C-1 is closed on 2021-06-04 with
        | outcome | 已补送    |
        | action  | 装车双人复核 |
      Then the table complaints reads
        | complaint_no | status | cause | action | closing_record |
        | C-1          | closed | 装车漏装  | 装车双人复核 | complete       |

    Example: Without a cause it stays open
      Given complaint C-1 was answered on 2021-06-02T10:00: 明天补送
      When complaint C-1 is closed on 2021-06-04 with
        | outcome | 已补送    |
        | action  | 装车双人复核 |
      Then it is refused as complaint_has_no_cause

  # I05
  Rule: What customers say reaches leaders, and what leaders say is recorded

    Example: Taken to the city's level, read and answered
      Given complaint C-1 was taken to E1 at level 3 on 2021-06-02T10:00
      And leader E1 read complaint C-1 on 2021-06-02T15:00
      When leader E1 says on 2021-06-02T16:00 of complaint C-1: 三日内办结
      Then the table complaints reads
        | complaint_no | status | owner | escalation_level | escalated_to | leader_read_at   | leader_answered_at | leader_answer |
        | C-1          | open   | E3    | 3                | E1           | 2021-06-02 15:00 | 2021-06-02 16:00   | 三日内办结         |

  # I06
  Rule: A word without an answer is a defect, whatever kind of word it is

    Example: Opinions, suggestions and problems we found ourselves wait for an answer too
      Given complaint C-2 was received on 2021-06-03
        | text    | 建议早点送货     |
        | matter  | suggestion |
      And complaint C-3 was received on 2021-06-03
        | text    | 三家店反映缺货 |
        | matter  | problem |
        | channel | 工作日志    |
      When complaint C-1 is answered on 2021-06-03: 明天补送
      Then the unanswered complaints are
        | complaint_no | matter     | channel |
        | C-2          | suggestion |         |
        | C-3          | problem    | 工作日志    |

  # I07, I11
  Rule: How it was handled is counted under what was known when it was received

    Example: The complainant accepts, and says how content they are
      Given complaint C-1 was acknowledged on 2021-06-02T09:10
      And complaint C-1 was answered on 2021-06-02T10:00: 明天补送
      And the decision on complaint C-1 was told on 2021-06-02T11:00: 赔一条
      And complaint C-1 was accepted on 2021-06-02T12:00
      And complaint C-1 was closed on 2021-06-03T09:00: 已补送
      When the handling of complaint C-1 is given 5 on 2021-06-04
      Then the measures of 2021-06 for account_manager=E9 read
        | measure                | numerator | denominator | value        |
        | received               | 1         |             |              |
        | unanswered             | 0         | 1           | 0.000000     |
        | closed                 | 1         | 1           | 1.000000     |
        | reopened               | 0         | 1           | 0.000000     |
        | disputed               | 0         | 1           | 0.000000     |
        | solved_by_first_asked  | 1         | 1           | 1.000000     |
        | respond_in_time        | 0         | 0           |              |
        | seconds_to_acknowledge | 600       | 1           | 600.000000   |
        | seconds_to_answer      | 3600      | 1           | 3600.000000  |
        | seconds_to_close       | 86400     | 1           | 86400.000000 |
        | handling_score         | 5         | 1           | 5.000000     |
        | handling_top2          | 1         | 1           | 1.000000     |

    Example: Disputed after the closing, and reopened
      Given complaint C-1 was answered on 2021-06-02T10:00: 明天补送
      And complaint C-1 was handed over on 2021-06-02T10:00 to E4
      And complaint C-1 was closed on 2021-06-02T11:00: 已补送
      And complaint C-1 was disputed on 2021-06-03: 没收到
      When complaint C-1 is reopened on 2021-06-03: 没收到
      Then the measures of 2021-06 for category=配送 read
        | measure               | numerator | denominator | value    |
        | unanswered            | 1         | 1           | 1.000000 |
        | closed                | 0         | 1           | 0.000000 |
        | reopened              | 1         | 1           | 1.000000 |
        | disputed              | 1         | 1           | 1.000000 |
        | solved_by_first_asked | 0         | 1           | 0.000000 |

    Example: A figure opens to the complaints behind it
      Given complaint C-2 was received on 2021-06-03T09:00
        | text | 太慢 |
      And complaint C-1 was answered on 2021-06-02T10:00: 明天补送
      Then behind unanswered of 2021-06 stand
        | complaint_no | status   | value    | numerator | denominator |
        | C-1          | answered | 0.000000 | 0         | 1           |
        | C-2          | open     | 1.000000 | 1         | 1           |
      And behind respond_in_time of 2021-06 stand
        | complaint_no |

    Example: Nothing can be accepted before there is an answer
      When complaint C-1 is accepted on 2021-06-03
      Then it is refused as complaint_is_undecided
