Feature: Keeping the law (守法)
  Cases against a shop are scored under a published rule; the score and the volume say how the shop is served, and a large
  violator is supplied no more.

  Background:
    Given shop 110001 was enrolled on 2020-03-01
    And the rule of keeping the law was published for 2021-01-01 on

  # I09
  Rule: What was found is recorded by kind: fake 假, illegal channel 非, smuggled 私, over quota 超, and more

    Example: A case and its penalty
      Given case V-1 of fake with 200 cartons was established against shop 110001 on 2021-05-01
      When case V-1 is penalised on 2021-05-20
      Then the table violations reads
        | violation_no | customer_no | kind | qty | found_on   | penalised_on | penalty |
        | V-1          | 110001      | fake | 200 | 2021-05-01 | 2021-05-20   | 罚款      |

    Example: A case is recorded once
      Given case V-1 of fake with 200 cartons was established against shop 110001 on 2021-05-01
      When case V-1 of smuggled with 20 cartons is established against shop 110001 on 2021-05-02
      Then it is refused as violation_already_recorded

    Example: A case that was none counts no more
      Given case V-1 of fake with 600 cartons was established against shop 110001 on 2021-05-01
      And shop 110001 was scored on 2021-05-31
      And case V-1 was annulled on 2021-06-10
      When shop 110001 is scored on 2021-06-30
      Then the table compliance_scores reads
        | scored_on  | score | violations |
        | 2021-05-31 | 85    | ['V-1']    |
        | 2021-06-30 | 100   | []         |
      And the table violations reads
        | violation_no | qty | annulled_on |
        | V-1          | 600 | 2021-06-10  |

  # C08, C09, C10
  Rule: The score gives the class: A above 90, B above 80, C above 70, else W

    Example: Two cases of 200 and 600 cartons
      Given case V-1 of fake with 200 cartons was established against shop 110001 on 2021-05-01
      And case V-2 of smuggled with 600 cartons was established against shop 110001 on 2021-06-01
      When shop 110001 is scored on 2021-06-30
      Then the table compliance_scores reads
        | customer_no | scored_on  | score | compliance_class | rule_version | violations     | losses       |
        | 110001      | 2021-06-30 | 75    | C                | suzhou/1     | ['V-1', 'V-2'] | {'经营规范': 25} |

    Example: Three penalties are W at any score
      Given case V-1 of over_quota with 1 cartons was established against shop 110001 on 2021-05-01
      And case V-2 of over_quota with 1 cartons was established against shop 110001 on 2021-05-02
      And case V-3 of over_quota with 1 cartons was established against shop 110001 on 2021-05-03
      And case V-1 was penalised on 2021-05-11
      And case V-2 was penalised on 2021-05-12
      And case V-3 was penalised on 2021-05-13
      When shop 110001 is scored on 2021-06-30
      Then the table compliance_scores reads
        | customer_no | score | penalties | compliance_class |
        | 110001      | 75    | 3         | W                |

    Example: The rule is silent about 1,000 cartons, so nothing is guessed
      Given case V-1 of diversion with 1000 cartons was established against shop 110001 on 2021-05-01
      When shop 110001 is scored on 2021-06-30
      Then it is refused as rule_is_silent

    Example: Before the rule there is no score
      When shop 110001 is scored on 2020-12-31
      Then it is refused as rule_not_found

    Example: The same result is not told again
      Given shop 110001 was scored on 2021-06-30
      When shop 110001 is scored on 2021-06-30
      Then nothing is recorded

  # C09, C10
  Rule: Who is B is educated, who is C is inspected more often, as the rule says; a contact about it settles it

    Background:
      Given shop 110002 was enrolled on 2020-03-01
      And shop 110003 was enrolled on 2020-03-01
      And case V-1 of fake with 20 cartons was established against shop 110001 on 2021-05-01
      And case V-2 of fake with 200 cartons was established against shop 110002 on 2021-05-01
      And case V-3 of smuggled with 600 cartons was established against shop 110002 on 2021-06-01
      And shop 110001 was scored on 2021-06-30
      And shop 110002 was scored on 2021-06-30

    Example: Nobody has been there yet, and whoever was not scored is owed nothing
      Then by 2021-12-31 attention is owed so
        | customer_no | compliance_class | theme    | last_on | due_on     |
        | 110001      | B                | 守法教育 | None    | 2021-06-30 |
        | 110001      | B                | 稽查     | None    | 2021-06-30 |
        | 110002      | C                | 稽查     | None    | 2021-06-30 |

    Example: After an inspection each the C shop is due a month later, the B shop a quarter
      Given contact L-1 was recorded on 2021-07-01
        | customer     | 110001 |
        | kind         | visit  |
        | theme        | 稽查     |
        | initiated by | us     |
      And contact L-2 was recorded on 2021-07-01
        | customer     | 110002 |
        | kind         | visit  |
        | theme        | 稽查     |
        | initiated by | us     |
      And shop 110002 was scored on 2021-07-15
      Then by 2021-09-28 attention is owed so
        | customer_no | compliance_class | theme    | last_on    | due_on     |
        | 110001      | B                | 守法教育 | None       | 2021-06-30 |
        | 110002      | C                | 稽查     | 2021-07-01 | 2021-07-31 |
      And by 2021-09-29 attention is owed so
        | customer_no | compliance_class | theme    | last_on    | due_on     |
        | 110001      | B                | 守法教育 | None       | 2021-06-30 |
        | 110002      | C                | 稽查     | 2021-07-01 | 2021-07-31 |
        | 110001      | B                | 稽查     | 2021-07-01 | 2021-09-29 |

    Example: A shop that left is owed nothing
      Given shop 110002 was withdrawn on 2021-07-01
      Then by 2021-12-31 attention is owed so
        | customer_no | compliance_class | theme    | last_on | due_on     |
        | 110001      | B                | 守法教育 | None    | 2021-06-30 |
        | 110001      | B                | 稽查     | None    | 2021-06-30 |

  # F05
  Rule: The shops of class C are asked by a form of their own (C类客户调查表)

    Example: Asked when the shop comes into the class and after it left it; others are not asked
      Given shop 110002 was enrolled on 2020-03-01
      And shop 110001 bought 300 cartons on 2021-03-01
      And case V-1 of fake with 600 cartons was established against shop 110001 on 2021-05-01
      And case V-2 of fake with 200 cartons was established against shop 110001 on 2021-05-02
      And shop 110001 was scored on 2021-05-31
      And the example questionnaire of c_customers was published on 2021-01-01
      And survey C-2021-1 of c_customers was opened on 2021-06-01 with
        | customer | 110001 |
      And shop 110001 answered survey C-2021-1 on 2021-06-02: k2=4, k4=5
      And case V-1 was annulled on 2021-06-10
      And shop 110001 was scored on 2021-06-30
      And survey C-2021-2 of c_customers was opened on 2021-07-01 with
        | customer | 110001 |
      And shop 110001 answered survey C-2021-2 on 2021-07-02: k2=2, k4=3
      When shop 110002 answers survey C-2021-2 on 2021-07-02: k1=3
      Then it is refused as customer_not_asked
      And the table compliance_scores reads
        | customer_no | scored_on  | service_class |
        | 110001      | 2021-05-31 | C             |
        | 110001      | 2021-06-30 | B             |
      And the table survey_answers reads
        | survey_no | customer_no | item | score |
        | C-2021-1  | 110001      | k2   | 4     |
        | C-2021-1  | 110001      | k4   | 5     |
        | C-2021-2  | 110001      | k2   | 2     |
        | C-2021-2  | 110001      | k4   | 3     |

  # C12
  Rule: How many went up and down between the classes is told for any two days

    Example: One fell and one rose again
      Given shop 110002 was enrolled on 2020-03-01
      And case V-1 of fake with 600 cartons was established against shop 110001 on 2021-05-01
      And shop 110001 was scored on 2021-05-31
      And shop 110002 was scored on 2021-05-31
      And case V-1 was annulled on 2021-06-10
      And case V-2 of fake with 200 cartons was established against shop 110002 on 2021-06-01
      And shop 110001 was scored on 2021-06-30
      When shop 110002 is scored on 2021-06-30
      Then from 2021-06-01 to 2021-07-01 shops went between classes so
        | before | after | customers |
        | A      | B     | 1         |
        | B      | A     | 1         |
      And from 2021-05-01 to 2021-06-01 shops went between classes so
        | before | after | customers |
        | None   | A     | 1         |
        | None   | B     | 1         |

  # C15, C16, C17
  Rule: A shop is served as A only if it keeps the law and is large

    Example: Large and lawful
      Given shop 110001 bought 2500 cartons on 2021-03-01
      When shop 110001 is scored on 2021-06-30
      Then the table tier_assignments reads
        | customer_no | kind             | value | valid_from | rule_version |
        | 110001      | compliance_class | A     | 2021-06-30 | suzhou/1     |
        | 110001      | service_class    | A     | 2021-06-30 | suzhou/1     |

    Example: Large with a case
      Given shop 110001 bought 2500 cartons on 2021-03-01
      And case V-1 of fake with 20 cartons was established against shop 110001 on 2021-05-01
      When shop 110001 is scored on 2021-06-30
      Then the table compliance_scores reads
        | compliance_class | service_class | delivered_qty |
        | B                | B             | 2500          |

    Example: A small counter
      Given shop 110001 bought 2500 cartons on 2021-03-01
      And from 2021-04-01 on the file of shop 110001 said
        | tobacco area m2 | 3.5 |
      When shop 110001 is scored on 2021-06-30
      Then the table compliance_scores reads
        | compliance_class | service_class | tobacco_area_m2 |
        | A                | C             | 3.5             |

  # C11
  Rule: A large violator is banned (取缔), for ever, and supplied no more

    Background:
      Given shop 110001 bought 2500 cartons on 2021-03-01
      And case V-1 of fake with 400 cartons was established against shop 110001 on 2021-05-01
      And case V-2 of fake with 400 cartons was established against shop 110001 on 2021-05-02
      And case V-3 of fake with 400 cartons was established against shop 110001 on 2021-05-03
      And case V-1 was penalised on 2021-05-11
      And case V-2 was penalised on 2021-05-12
      And case V-3 was penalised on 2021-05-13

    Example: No order is taken after it
      Given shop 110001 was scored on 2021-06-30
      And shop 110001 was banned on 2021-07-02
      When shop 110001 orders 5 cartons on 2021-07-03
      Then it is refused as customer_is_banned

    Example: What was ordered before is not confirmed any more
      Given shop 110001 was scored on 2021-06-30
      And shop 110001 ordered 5 cartons on 2021-07-01
      And shop 110001 was banned on 2021-07-02
      When order A-1 is confirmed on 2021-07-03
      Then it is refused as customer_is_banned

    Example: What was confirmed before is not delivered any more
      Given shop 110001 was scored on 2021-06-30
      And shop 110001 ordered 5 cartons on 2021-07-01
      And order A-1 was confirmed on 2021-07-01
      And shop 110001 was banned on 2021-07-02
      When order A-1 is delivered on 2021-07-03
      Then it is refused as customer_is_banned

    Example: The history stays
      Given shop 110001 was scored on 2021-06-30
      And shop 110001 was banned on 2021-07-02
      When shop 110001 is resumed on 2021-07-03
      Then it is refused as customer_is_banned
      And the table customer_profile_periods reads
        | customer_no | valid_from | valid_to   | status |
        | 110001      | 2020-03-01 | 2021-07-02 | active |
        | 110001      | 2021-07-02 |            | banned |

    Example: Nobody is banned without a score that says so
      When shop 110001 is banned on 2021-07-02
      Then it is refused as no_grounds_for_ban
