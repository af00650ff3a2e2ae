Feature: Deadlines of complaints (投诉处理时限)
  Who complains is answered in time. How long that is, a dated policy says; working time leaves out nights, weekends and
  public holidays, and counts the weekend days that are worked in exchange (调休).

  Background:
    Given the policy in force from 2021-01-01 says
      | severity | category | step        | allowed         |
      | critical |          | respond     | 1 working day   |
      |          | 配送       | respond     | 2 working days  |
      |          |          | acknowledge | 4 working hours |
      |          |          | respond     | 3 working days  |
      |          |          | close       | 7 working days  |

  # I06, I07
  Rule: A complaint received has the deadlines that the policy allows

    Example: By severity and category, the narrower rule first
      Given complaint C-1 was received on 2021-06-02T09:00
        | text | 少送一条 |
      And complaint C-2 was received on 2021-06-02T09:00
        | text     | 送货迟到 |
        | category | 配送   |
      When complaint C-3 is received on 2021-06-02T09:00
        | text     | 假烟       |
        | severity | critical |
      Then the table complaints reads
        | complaint_no | acknowledge_due_at | respond_due_at   | close_due_at     | next_due_at      | policy_version |
        | C-1          | 2021-06-02 15:00   | 2021-06-07 17:30 | 2021-06-11 17:30 | 2021-06-02 15:00 | 1              |
        | C-2          | 2021-06-02 15:00   | 2021-06-04 17:30 | 2021-06-11 17:30 | 2021-06-02 15:00 | 1              |
        | C-3          | 2021-06-02 15:00   | 2021-06-03 17:30 | 2021-06-11 17:30 | 2021-06-02 15:00 | 1              |

    Scenario Outline: Working time across nights, weekends and public holidays
      When complaint C-1 is received on <received>
        | text | 少送一条 |
      Then the table complaints reads
        | complaint_no | acknowledge_due_at | respond_due_at |
        | C-1          | <acknowledge>      | <respond>      |

      Examples:
        | received         | acknowledge      | respond          | why                                                       |
        | 2021-06-03T16:30 | 2021-06-04 11:30 | 2021-06-08 17:30 | across midnight: one hour that day, three the next        |
        | 2021-06-03T21:00 | 2021-06-04 14:30 | 2021-06-08 17:30 | after hours: hours count from the next opening            |
        | 2021-06-05T10:00 | 2021-06-07 14:30 | 2021-06-09 17:30 | on a Saturday off: from Monday                            |
        | 2021-06-11T16:30 | 2021-06-15 11:30 | 2021-06-17 17:30 | Dragon Boat Festival, 12 to 14 June                       |
        | 2021-09-30T16:30 | 2021-10-08 11:30 | 2021-10-11 17:30 | National Day, 1 to 7 October; Saturday the 9th is worked  |
        | 2021-09-24T09:00 | 2021-09-24 15:00 | 2021-09-28 17:30 | Sunday 26 September is worked                             |
        | 2021-02-10T16:30 | 2021-02-18 11:30 | 2021-02-20 17:30 | Spring Festival, 11 to 17 February; Saturday 20 is worked |

    Example: A year whose holidays nobody knows yet makes a deadline provisional
      Given the policy in force from 2020-01-01 knows the holidays of 2021 only
      When complaint C-1 is received on 2020-12-30T09:00
        | text | 少送一条 |
      Then the table complaints reads
        | complaint_no | respond_due_at   | provisional                         | policy_version | calendar_version           |
        | C-1          | 2021-01-04 17:30 | ['acknowledge', 'respond', 'close'] | 2              | no library, 1 days by file |
      And the list of complaints at 2020-12-30T10:00 reads
        | complaint_no | next_step                 | next_due_at      | late_by |
        | C-1          | acknowledge (provisional) | 2020-12-30 15:00 |         |

    Example: Before any policy was in force there is no deadline
      When complaint C-1 is received on 2020-12-31T09:00
        | text | 少送一条 |
      Then the table complaints reads
        | complaint_no | next_due_at | respond_due_at | policy_version |
        | C-1          |             |                |                |

  Rule: A changed policy changes nothing that was

    Example: A case keeps its version until it is reopened
      Given complaint C-1 was received on 2021-06-02T09:00
        | text | 少送一条 |
      And the policy in force from 2021-06-03 says
        | severity | category | step    | allowed         |
        | critical |          | respond | 2 working hours |
        |          |          | respond | 1 working day   |
      And complaint C-2 was received on 2021-06-03T09:00
        | text | 少送一条 |
      When complaint C-1 is assessed on 2021-06-03T10:00 as critical
      Then the table complaints reads
        | complaint_no | policy_version | respond_due_at   | close_due_at     | severity |
        | C-1          | 1              | 2021-06-03 17:30 | 2021-06-11 17:30 | critical |
        | C-2          | 2              | 2021-06-04 17:30 |                  |          |

    Example: Reopened, it falls under the policy then in force
      Given complaint C-1 was received on 2021-06-02T09:00
        | text | 少送一条 |
      And complaint C-1 was answered on 2021-06-02T10:00: 明天补送
      And complaint C-1 was closed on 2021-06-02T11:00: 已补送
      And the policy in force from 2021-06-03 says
        | severity | category | step    | allowed       |
        |          |          | respond | 1 working day |
      When complaint C-1 is reopened on 2021-06-04T18:00: 补送的品规不对
      Then the table complaints reads
        | complaint_no | status | policy_version | respond_due_at   | close_due_at | waiting_for | times_reopened |
        | C-1          | open   | 2              | 2021-06-07 17:30 |              | ['respond'] | 1              |

    Example: Old outcomes stay byte for byte
      Given complaint C-1 was received on 2021-06-02T09:00
        | text | 少送一条 |
      And what the log and the table say of complaints was kept
      When the policy in force from 2021-01-01 says
        | severity | category | step    | allowed        |
        |          |          | respond | 9 working days |
      Then the log and the table say the same of complaints
      And rebuilt, the table says the same of complaints

  # I06
  Rule: What is late is found and recorded

    Background:
      Given complaint C-1 was received on 2021-06-02T09:00
        | text        | 少送一条 |
        | first-asked | E3   |
      And complaint C-2 was received on 2021-06-02T09:00
        | text        | 送货迟到 |
        | first-asked | E4   |
      And complaint C-2 was acknowledged on 2021-06-02T10:00

    Example: The list of what is overdue, as of an instant
      Then the overdue complaints at 2021-06-02T15:00 are
        | complaint_no | owner | next_step | next_due_at | late_by |
      And the overdue complaints at 2021-06-03T16:00 are
        | complaint_no | owner | next_step   | next_due_at      | late_by   |
        | C-1          | E3    | acknowledge | 2021-06-02 15:00 | 1 d 01:00 |
      And the overdue complaints at 2021-06-08T08:00 are
        | complaint_no | owner | next_step   | next_due_at      | late_by   |
        | C-1          | E3    | acknowledge | 2021-06-02 15:00 | 5 d 17:00 |
        | C-2          | E4    | respond     | 2021-06-07 17:30 | 0 d 14:30 |

    Example: Closing the day records each missed deadline once
      When the day is closed at 2021-06-03T18:00
      Then it is recorded
      And the table complaints reads
        | complaint_no | missed          | waiting_for                         |
        | C-1          | ['acknowledge'] | ['acknowledge', 'respond', 'close'] |
        | C-2          | []              | ['respond', 'close']                |
      When the day is closed at 2021-06-04T18:00
      Then nothing is recorded

    Example: A step done late is late without anybody closing the day
      When complaint C-1 is answered on 2021-06-08T09:00: 已补送
      Then the table complaints reads
        | complaint_no | missed                     | waiting_for          |
        | C-1          | ['acknowledge', 'respond'] | ['close']            |
        | C-2          | []                         | ['respond', 'close'] |

    Example: A step that was done in time but told after the closing was not late
      Given the day was closed at 2021-06-02T18:00
      When complaint C-1 is acknowledged on 2021-06-02T11:00
      Then the table complaints reads
        | complaint_no | missed | waiting_for          |
        | C-1          | []     | ['respond', 'close'] |
        | C-2          | []     | ['respond', 'close'] |

    Example: In time and late are counted by the month of receipt, also what is only recorded as missed
      Given the day was closed at 2021-06-09T08:00
      And complaint C-2 was answered on 2021-06-07T17:30: 已致歉
      When complaint C-1 is acknowledged on 2021-06-09T09:00
      Then the measures of 2021-06 for all read
        | measure             | numerator | denominator | value    |
        | received            | 2         |             |          |
        | unanswered          | 1         | 2           | 0.500000 |
        | acknowledge_in_time | 1         | 2           | 0.500000 |
        | respond_in_time     | 1         | 2           | 0.500000 |
        | close_in_time       | 0         | 0           |          |
