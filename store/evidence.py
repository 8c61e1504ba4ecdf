"""Which tables hold evidence: their rows are tied into the audit chain by the digest of content."""

from collections.abc import Mapping

from sqlalchemy import Table

from store.models import (
    Activity,
    ActivityStep,
    Approval,
    CaseStep,
    Complaint,
    CustomerChange,
    Escalation,
    FollowUp,
    Handover,
    Interaction,
    ReportRelease,
    ReviewDecision,
    ReviewMessage,
    ServiceCase,
    Suggestion,
    SuggestionFeedback,
    TeamSeat,
    table_of,
)

EVIDENCE: Mapping[str, Table] = {
    table.name: table
    for table in (
        table_of(Suggestion),
        table_of(SuggestionFeedback),
        table_of(Interaction),
        table_of(FollowUp),
        table_of(Handover),
        table_of(Complaint),
        table_of(Escalation),
        table_of(CustomerChange),
        table_of(Approval),
        table_of(ServiceCase),
        table_of(CaseStep),
        table_of(TeamSeat),
        table_of(ReportRelease),
        table_of(Activity),
        table_of(ActivityStep),
        table_of(ReviewDecision),
        table_of(ReviewMessage),
    )
}
"""By name. A row of any other table cannot be the subject of an entry: nobody would verify it."""
