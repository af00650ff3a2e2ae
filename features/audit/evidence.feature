Feature: Evidence about a shop
  An auditor asks for one shop's history, takes the folder away, and checks it with a program that needs neither the
  database nor anybody's word: that no event was changed, moved, or left out.

  Background:
    Given the log has a signing key
    And shop 110001 was enrolled on 2020-03-01
    And shop 110002 was enrolled on 2020-03-02
    And shop 110001 was visited on 2021-06-01 for 访销: 柜台整洁
    And shop 110002 was visited on 2021-06-02 for 访销: 无人
    And shop 110001 was suspended on 2021-08-01

  Rule: The folder proves itself to whoever brings something of their own

    Example: Checked at home, with the key that was given when auditing began
      Given the log was sealed, and the auditor keeps the checkpoint
      When the auditor asks for evidence about shop 110001
      Then the folder tells
        | day        | what                            |
        | 2020-03-01 | Entered the supply network (入网) |
        | 2021-06-01 | Visited by E7: 访销; found: 柜台整洁 |
        | 2021-08-01 | Supply was suspended (停业)       |
      And checked with the key it is proven: 3 events, unchanged and complete
      And checked with checkpoint 1 it is proven: 3 events, unchanged and complete
      And checked with nothing it is only consistent in itself

    Example: Checked against what the auditor saw a year ago
      Given the log was sealed, and the auditor keeps the checkpoint
      And shop 110001 was resumed on 2021-09-01
      And the log was sealed, and the auditor keeps the checkpoint
      When the auditor asks for evidence about shop 110001 that continues checkpoint 1
      Then checked with the key and checkpoint 1 it is proven: 4 events, unchanged and complete
      And checked with checkpoint 1 it is proven in part

    Example: What was recorded since the last seal is not in it yet
      Given the log was sealed, and the auditor keeps the checkpoint
      And shop 110001 was resumed on 2021-09-01
      When the auditor asks for evidence about shop 110001
      Then it is said that 1 event was recorded later and is not in it
      And checked with the key it is proven: 3 events, unchanged and complete

  Rule: Whoever changes the folder is found out

    Scenario Outline: Somebody alters what the auditor takes away
      Given the log was sealed, and the auditor keeps the checkpoint
      When the auditor asks for evidence about shop 110001
      And somebody <does> in the folder
      Then checked with the key it is rejected, naming <item>

      Examples:
        | does                                  | item                |
        | changes event 2                       | events.jsonl line 2 |
        | leaves out event 2                    | events.jsonl line 2 |
        | swaps events 2 and 3                  | events.jsonl line 2 |
        | takes event 2 of shop 110002 for it   | events.jsonl line 2 |
        | cuts event 3                          | events.jsonl line 3 |
        | cuts event 3 and says there are 2     | customer.json       |
        | signs the checkpoint with another key | checkpoint.txt      |

  Rule: Where the log cannot prove a history, no folder is written

    Example: The administrator rewrote an event
      Given the log was sealed, and the auditor keeps the checkpoint
      When the administrator switches the guards off and rewrites event 3
      And the auditor asks for evidence about shop 110001
      Then nothing is written, for line 2 is not as it was sealed

    Example: Nothing was sealed yet
      When the auditor asks for evidence about shop 110001
      Then it is refused as log_not_sealed

    Example: The folder is in use
      Given the log was sealed, and the auditor keeps the checkpoint
      And the auditor's folder holds their notes
      When the auditor asks for evidence about shop 110001
      Then it is refused as evidence_not_written
