"""Every table of the store."""

from store.models.activities import Activity, ActivityStep, InviteeState
from store.models.audit import AuditEntry, AuditHead
from store.models.cases import (
    TEAM,
    CaseKind,
    CaseStep,
    Expertise,
    ServiceCase,
    StepKind,
    TeamSeat,
)
from store.models.changes import Approval, CustomerChange
from store.models.chats import ChatMemory, ChatReply
from store.models.contacts import Complaint, Escalation, FollowUp, Interaction
from store.models.customers import (
    Consent,
    Customer,
    CustomerBase,
    CustomerSearchKey,
    Holding,
    Product,
)
from store.models.enums import (
    ApprovalSubject,
    Basis,
    Channel,
    ComplaintSize,
    ConsentForm,
    ConsentScope,
    CustomerKind,
    FeedbackOutcome,
    FollowUpKind,
    FollowUpStatus,
    KeyKind,
    Labelled,
    Outcome,
    Personality,
    ProductStatus,
    ProductType,
    Role,
    ScriptStatus,
)
from store.models.handbook import ReferencePassage, Script, ScriptVersion
from store.models.handovers import Handover
from store.models.lists import SavedList
from store.models.notices import Notice, StaffRhythm
from store.models.plans import ReportRelease
from store.models.staff import ChatBinding, CodeAttempt, Invite, Staff, StaffBase, Team
from store.models.suggestions import (
    Suggestion,
    SuggestionBase,
    SuggestionFeedback,
    SuggestionScript,
)
from store.models.tables import table_of

__all__ = [
    "TEAM",
    "Activity",
    "ActivityStep",
    "Approval",
    "ApprovalSubject",
    "AuditEntry",
    "AuditHead",
    "Basis",
    "CaseKind",
    "CaseStep",
    "Channel",
    "ChatBinding",
    "ChatMemory",
    "ChatReply",
    "CodeAttempt",
    "Complaint",
    "ComplaintSize",
    "Consent",
    "ConsentForm",
    "ConsentScope",
    "Customer",
    "CustomerBase",
    "CustomerChange",
    "CustomerKind",
    "CustomerSearchKey",
    "Escalation",
    "Expertise",
    "FeedbackOutcome",
    "FollowUp",
    "FollowUpKind",
    "FollowUpStatus",
    "Handover",
    "Holding",
    "Interaction",
    "Invite",
    "InviteeState",
    "KeyKind",
    "Labelled",
    "Notice",
    "Outcome",
    "Personality",
    "Product",
    "ProductStatus",
    "ProductType",
    "ReferencePassage",
    "ReportRelease",
    "Role",
    "SavedList",
    "Script",
    "ScriptStatus",
    "ScriptVersion",
    "ServiceCase",
    "Staff",
    "StaffBase",
    "StaffRhythm",
    "StepKind",
    "Suggestion",
    "SuggestionBase",
    "SuggestionFeedback",
    "SuggestionScript",
    "Team",
    "TeamSeat",
    "table_of",
]
