/** The API's documents, as far as this page reads them. */

export interface Page<T> { items: T[]; next_cursor: string | null }

export type SessionStatus = 'CREATED' | 'ACTIVE' | 'PAUSED' | 'COMPLETED' | 'FAILED';
export type HealthStatus = 'HEALTHY' | 'DEGRADED' | 'UNHEALTHY' | 'TIMEOUT';
export type TestStatus = 'PASSED' | 'FAILED' | 'SKIPPED' | 'ERROR';
export type Priority = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
export type FeedbackStatus = 'OPEN' | 'IN_PROGRESS' | 'RESOLVED' | 'CLOSED';

export interface Participant { subject: string; role: 'TESTER' | 'COMMENTER' | 'OBSERVER' }

export interface Configuration {
  environment?: string;
  version?: string;
  integrations?: { name?: string; endpoint_id?: string; required?: boolean }[];
  plan?: string[];
  auto_pause?: boolean;
  auto_resume?: boolean;
  sign_off?: string[];
  approvals?: { write?: boolean; money?: boolean; max_amount?: string | number };
  [more: string]: unknown;
}

export interface Session {
  id: string; name: string; description: string | null; status: SessionStatus;
  created_at: string; started_at: string | null; ended_at: string | null; tester_id: string;
  configuration: Configuration; participants: Participant[];
  pause_cause: string | null; pause_reason: string | null; pause_deadline: string | null; end_reason: string | null;
  version: number; transitions: string[];
}

export interface IntegrationHealth {
  endpoint_id: string | null; name: string; required: boolean;
  current: { status: HealthStatus; reason: string | null; since: string | null } | null;
  checks: { total: number; healthy: number; degraded: number; unhealthy: number; timeout: number; rate_limited: number };
  uptime: number | null;
  response_time_ms: { p50: number; p95: number; p99: number } | null;
  last_check: { status: HealthStatus; response_time_ms: number | null; checked_at: string } | null;
}

export type Outcome = 'READY' | 'NOT_READY' | 'INCONCLUSIVE';
export interface Gate { name: string; outcome: 'PASSED' | 'FAILED' | 'INCONCLUSIVE'; reason: string }

export interface SessionFeedback {
  id: string; endpoint_id: string | null; result_id: string | null; title: string; category: string; priority: Priority;
  status: FeedbackStatus; reported_by: string; reported_at: string; attachment_count: number;
  github: { number: number; url: string | null; state: string } | null;
}

export interface Summary {
  session_id: string; name: string; status: SessionStatus; verdict: Outcome; decided: boolean; reasons: string[]; gates: Gate[];
  results: {
    total: number; by_status: Record<TestStatus, number>; by_failure_class: Record<string, number>; pass_rate: number | null;
    product: { passed: number; failed: number; elsewhere: number; pass_rate: number | null };
  };
  integrations: IntegrationHealth[];
  feedback: { total: number; open: number; open_by_priority: Record<Priority, number>; items: SessionFeedback[] };
}

export interface TimelineItem {
  position: number; kind: 'session' | 'health' | 'test' | 'feedback' | 'note'; type: string; at: string; actor: string | null;
  title: string; data: Record<string, unknown>;
}

export interface Run {
  id: string; session_id: string; tag: string; status: string; reason: string | null; started_by: string; started_at: string;
  completed_at: string | null; totals: Partial<Record<TestStatus, number>>; cancel_reason: string | null;
  dry_run?: boolean;
  results?: ResultSummary[] | null; intents?: Intent[] | null;
}

export interface Intent {
  id: string; result_id: string; step_name: string; kind: string; amount: number | null; unit: string | null; outcome: string;
  intended_at: string; undo_state: string; orphan: boolean; detail: string | null; undo_detail: string | null;
}

export interface KnownIssue { feedback_id: string; title: string; status: string; github_issue_number: number | null; github_issue_url: string | null }

export interface ResultSummary {
  id: string; session_id: string; endpoint_id: string; endpoint_name: string; test_name: string; run_id: string | null;
  status: TestStatus | null; started_at: string | null; completed_at: string | null;
  assertions_passed: number; assertions_failed: number; error_details: string | null; failure_class: string | null;
  known_issue: KnownIssue | null;
}

export interface Assertion { name: string; step?: string; subject?: string; expected: unknown; actual: unknown; passed: boolean; mismatch?: string; severity?: string }
export interface Body { text?: string; json?: unknown; size?: number; truncated?: boolean; [more: string]: unknown }

export interface Step {
  name: string; kind?: string; method?: string; url?: string; headers?: Record<string, string[]>; body?: Body | null;
  authenticated?: boolean; status?: number; left_out?: string; waited_ms?: number; error?: unknown; curl?: string;
  timings?: { dns_us: number; connect_us: number; tls_us: number; first_byte_us: number; transfer_us: number; total_us: number };
  attempts?: { number: number; status?: number; duration_us: number; error?: string }[];
  http_version?: string;
}

export interface Result extends ResultSummary {
  workflow_id: string | null; workflow_version: number | null;
  request_data: { steps?: Step[]; run_tag?: string; endpoint?: string; test_data?: Record<string, unknown> } | null;
  response_data: { steps?: Step[] } | null;
  assertions: Assertion[] | null;
  failure_evidence: Record<string, unknown> | null;
  dry_run?: boolean;
}

export interface Health {
  status: HealthStatus | null; reason: string | null; since: string | null; observed_status: HealthStatus | null; observed_reason: string | null;
  response_time_ms: number | null; status_code: number | null; error_message: string | null; checked_at: string | null;
}
export interface BoardItem { id: string; name: string; enabled: boolean; tags: string[]; health: Health | null }
export interface Board { totals: Record<HealthStatus | 'UNKNOWN', number>; items: BoardItem[]; next_cursor: string | null }

export interface Endpoint extends BoardItem {
  base_url: string; health_check_url: string; auth_type: string; credential: string | null; rate_limit_per_minute: number;
  timeout_seconds: number; retry_attempts: number; check_interval_seconds: number; created_at: string; updated_at: string;
  removed_at: string | null; version: number; group?: string | null;
}
export interface Check {
  id: string; status: HealthStatus; reason: string; response_time_ms: number | null; status_code: number | null; error_message: string | null;
  checked_at: string; session_ids: string[]; metadata: Record<string, unknown>;
}
export interface Figures {
  checks: number; by_status: Record<HealthStatus, number>; rate_limited: number; uptime_percent: number | null;
  response_time_ms: { p50: number; p90: number; p95: number; p99: number; max: number } | null;
}
export interface Trend { from: string; to: string; total: Figures; buckets: { from: string; figures: Figures }[] }
export interface RateLimit { rate_limit_per_minute: number; checks_per_minute: number; used_last_minute: number; available_now: number; next_slot_at: string; paused_until: string | null }
export interface TestRate { rate_limit_per_minute: number; tests_per_minute: number; used_last_minute: number }
export interface Preset { name: string; description: string; base_url: string | null; auth_type: string; credential: string | null }

export interface Workflow {
  id: string; name: string; title: string | null; description: string | null; integration: string | null; kind: 'READ' | 'WRITE' | 'MONEY';
  destructive: boolean; document: string; origin: string; created_by: string; updated_at: string; version: number;
}

export interface Feedback {
  id: string; session_id: string; endpoint_id: string | null; result_id: string | null; title: string; description: string; category: string;
  priority: Priority; status: FeedbackStatus; github_issue_number: number | null; github_issue_url: string | null; reported_by: string;
  reported_at: string; resolved_at: string | null; metadata: Record<string, unknown>; evidence: Record<string, any> | null;
  attachment_count: number; version: number; session_purged?: boolean; assignee?: string | null; labels?: string[]; due_at?: string | null; overdue?: boolean;
}
export interface Attachment { id: string; filename: string; content_type: string; file_size: number; uploaded_by: string; uploaded_at: string }
export interface Sync {
  state: string; repository: string | null; reason: string | null; conflict?: unknown; github_issue_number: number | null;
  held?: { part: string; kinds: string[] }[]; open_conflicts?: number; behind_since?: string | null;
}

export interface Dashboard {
  sessions: Record<SessionStatus, number>;
  integrations: { id: string; name: string; status: HealthStatus | null }[];
  running: { run_id: string; session_id: string; session_name: string; started_by: string; started_at: string }[];
  open_feedback: Record<Priority, number>;
}

export const CATEGORIES = ['INTEGRATION', 'UX', 'PERFORMANCE', 'SECURITY', 'OTHER'];
export const PRIORITIES: Priority[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
export const FEEDBACK_STATES: FeedbackStatus[] = ['OPEN', 'IN_PROGRESS', 'RESOLVED', 'CLOSED'];
