// Each is a long: PowerShell writes those to JSON by their names, and others as numbers.
namespace DiplomacyApi.PowerShell;

/// <summary>Where an obligation stands. Outstanding, Acknowledged and Promised are owed; Disputed is contested.</summary>
public enum ObligationState : long { None, Outstanding, Acknowledged, Promised, Delivered, Answered, Disputed, Settled, Withdrawn, Superseded }

/// <summary>What an answer says.</summary>
public enum Disposition : long { None, Accepted, Rejected, Countered, NotAddressed, Undisclosed, Acknowledged, Deferred, Mixed, Qualified, Noted }

/// <summary>Who vouches for something, the strongest first.</summary>
public enum Attribution : long { None, OnRecord, Readout, Counterpart, Anonymous, Media }

/// <summary>Where the as-of date stands to a due, while something is owed.</summary>
public enum DueState : long { None, Due, Overdue }

/// <summary>Spoken or written.</summary>
public enum Form : long { None, Spoken, Written }

/// <summary>How a statement became known.</summary>
public enum Release : long { None, Private, Public, Leaked }

/// <summary>How hard a demand is pressed.</summary>
public enum Force : long { None, Appeal, Request, Demand, Ultimatum }

/// <summary>The form in which an answer is asked for.</summary>
public enum RequiredForm : long { None, Any, Written }

/// <summary>What a condition waits for.</summary>
public enum ConditionUntil : long { None, Answered, Settled }

/// <summary>What a remark does to the statement it is about.</summary>
public enum Stance : long { None, Confirms, Denies }

/// <summary>Where a negotiation stands.</summary>
public enum NegotiationState : long { None, Proposed, Active, AwaitingAnswers, Suspended, Agreed, Signed, BrokenOff, Concluded }

/// <summary>What is owed.</summary>
public enum ObligationKind : long { None, Answer, Performance, Reply }

/// <summary>A creditor's judgement. MoreTime is none: it gives a new due.</summary>
public enum Verdict : long { None, Satisfied, Insufficient, MoreTime }

/// <summary>A meeting's phase.</summary>
public enum MeetingPhase : long { None, Proposed, Scheduled, Held, Postponed, Cancelled }

/// <summary>A step of a negotiation.</summary>
public enum NegotiationStep : long { None, Opened, Resumed, Suspended, Agreed, Signed, BrokenOff, Concluded }

/// <summary>Why a correction is made.</summary>
public enum CorrectionLabel : long { None, Error, Refined, Reclassified, SourceRetracted, Duplicate }

/// <summary>What corrections have made of a statement: annulled, it counts as never recorded; a duplicate counts as another.</summary>
public enum Standing : long { Stands, Corrected, Annulled, Duplicate }

/// <summary>What kind of actor.</summary>
public enum ActorType : long { None, State, Organisation, Ministry, Person, Media, Coalition }

/// <summary>How a file is written. Auto: CSV where its name ends in .csv, .tsv or .tab, else JSON Lines.</summary>
public enum FileFormat : long { Auto, JsonLines, Csv }

/// <summary>What an update finds: a row that is new, one whose content changed, one that is as it was, and a statement whose row is gone.</summary>
public enum ImportChangeKind : long { None, New, Changed, Same, Gone }

/// <summary>What an import records together: each row by itself, or all rows or none.</summary>
public enum ImportMode : long { Row, Atomic }
