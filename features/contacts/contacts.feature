Feature: Contacts (留痕)
  No dealing with a customer without a trace: what was planned, what took place, who began it, and what came of it.

  Background:
    Given shop 110001 was enrolled on 2020-03-01

  # G07, G08, G09, G11
  Rule: Every dealing leaves a trace, in whatever form

    Example: A customer comes to the counter
      When contact K-1 is recorded on 2021-07-05T10:00
        | customer     | 110001         |
        | kind         | counter        |
        | theme        | 许可证延续          |
        | initiated by | customer       |
        | counterpart  | holder         |
        | outcome      | 当场办结           |
        | minutes      | 15             |
      Then the table contacts reads
        | contact_no | customer_no | kind    | purpose  | setting | initiated_by | counterpart | theme | outcome | minutes | made_by | status |
        | K-1        | 110001      | counter | business | offline | customer     | holder      | 许可证延续 | 当场办结    | 15      | E7      | made   |
      And shop 110001's history tells
        | what                                                                             |
        | Entered the supply network (入网)                                                  |
        | Contact K-1 was made by E7 with the holder, counter: 许可证延续; outcome: 当场办结 |

    Example: An online message about the relation
      When contact K-1 is recorded on 2021-07-05
        | customer     | 110001         |
        | kind         | online_message |
        | theme        | 店庆祝贺           |
        | purpose      | emotional      |
        | initiated by | us             |
      Then the table contacts reads
        | contact_no | kind           | purpose   | setting | initiated_by |
        | K-1        | online_message | emotional | online  | us           |

    Example: A visit recorded on the customer stands beside the others
      Given shop 110001 was visited on 2021-07-06 for 访销: 断货
      Then the table contacts reads
        | customer_no | kind  | theme | finding | setting | initiated_by | made_at    |
        | 110001      | visit | 访销    | 断货      | offline | us           | 2021-07-06 |

    Example: Who began it is said where nobody had planned it
      When contact K-1 is recorded on 2021-07-05
        | customer | 110001 |
        | kind     | call   |
        | theme    | 补货     |
      Then it is refused as contact_is_undescribed

    Example: It is with a customer
      When contact K-1 is recorded on 2021-07-05
        | kind         | call |
        | theme        | 补货   |
        | initiated by | us   |
      Then it is refused as contact_with_nobody

  # G01
  Rule: What was planned is measured against what took place

    Background:
      Given a visit K-1 to shop 110001 was planned by 2021-07-15

    Example: On time, and what was planned need not be said again
      When contact K-1 is recorded on 2021-07-15T23:59
        | finding | 陈列整齐 |
      Then the table contacts reads
        | contact_no | kind  | theme | due_on     | made_at          | days_late | punctuality | finding |
        | K-1        | visit | 陈列    | 2021-07-15 | 2021-07-15 23:59 | 0         | on_time     | 陈列整齐    |

    Example: Late
      When contact K-1 is recorded on 2021-07-18
        | finding | 陈列整齐 |
      Then the table contacts reads
        | contact_no | days_late | punctuality |
        | K-1        | 3         | late        |

    Example: Missed
      When the day is closed at 2021-07-16
      Then it recorded
        | topic          | number | since      |
        | contact.missed | K-1    | 2021-07-16 |
      And the table contacts reads
        | contact_no | status | punctuality |
        | K-1        | missed | missed      |

    Example: What nobody recorded by the closing stays missed
      Given the day was closed at 2021-07-16
      When contact K-1 is recorded on 2021-07-14
        | finding | 陈列整齐 |
      Then the table contacts reads
        | contact_no | status | days_late | punctuality |
        | K-1        | made   | -1        | missed      |

    Example: Called off in time, with a reason
      When contact K-1 is called off on 2021-07-10: 停业装修
      Then the table contacts reads
        | contact_no | status     | reason |
        | K-1        | called_off | 停业装修   |

    Example: Not called off once it was due
      When contact K-1 is called off on 2021-07-16: 没空
      Then it is refused as contact_is_due

  # G05, G24, G25
  Rule: Shares are counted by month and owner, and undefined where nothing was counted

    Example: Who waits for customers, and who solves what they want then and there
      Given contact K-1 was recorded on 2021-07-05
        | customer     | 110001   |
        | kind         | call     |
        | theme        | 补货       |
        | initiated by | customer |
      And contact K-2 was recorded on 2021-07-06
        | customer     | 110001 |
        | kind         | visit  |
        | theme        | 陈列     |
        | initiated by | us     |
      Then the table contact_metrics reads
        | month      | owner | made | by_us | by_us_rate | on_time_rate | solvable | solved_rate |
        | 2021-07-01 | E7    | 2    | 1     | 0.500000   |              | 0        |             |

  # G03
  Rule: Services that customers call unneeded are found

    Example: Two shops call the newspaper unneeded
      Given shop 110002 was enrolled on 2020-03-01
      And shop 110001 said on 2021-07-05 that 报纸 is unneeded
      And shop 110002 said on 2021-07-06 that 报纸 is unneeded
      And shop 110002 said on 2021-07-07 that 报纸 is needed
      And shop 110001 said on 2021-07-08 that 送货 is needed
      Then customers judge our services so
        | service | unneeded | neutral | needed | unneeded_rate |
        | 报纸      | 2        | 0       | 1      | 0.666667      |
        | 送货      | 0        | 0       | 1      | 0.000000      |

  # G15
  Rule: What is heard is summed up by theme

    Example: Two visits about display, one with a finding
      Given shop 110001 was visited on 2021-07-06 for 陈列: 断货
      And a visit K-1 to shop 110001 was planned by 2021-07-15
      And contact K-1 was recorded on 2021-07-15
        | counterpart | holder |
      Then the table contact_themes reads
        | month      | theme | made | by_customers | with_finding | unsolved |
        | 2021-07-01 | 陈列    | 2    | 0            | 1            | 0        |

  # G14
  Rule: A customer is called on again by the day that the last contact said

    Example: Due until the next contact
      Given contact K-1 was recorded on 2021-07-05
        | customer     | 110001     |
        | kind         | visit      |
        | theme        | 试销         |
        | initiated by | us         |
        | next due     | 2021-07-20 |
      Then shop 110001 is to be called on by 2021-07-20
      And nobody is to be called on by 2021-07-19
      When shop 110001 is visited on 2021-07-19 for 回访: 已试销
      Then nobody is to be called on by 2021-12-31
