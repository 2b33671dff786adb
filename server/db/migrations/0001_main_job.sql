-- The main job: accounts, universities, fairs, booths, positions, résumés, the line, interviews.
-- Invariants are indexes here, not ifs in code (docs/SPEC.md). Times are UTC. Names in two languages are two columns.

-- Accounts ------------------------------------------------------------------------------------------------------------
-- users, auth_* are better-auth's tables, under our names.

CREATE TABLE users (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  locale text NOT NULL DEFAULT 'zh-CN' CHECK (locale IN ('zh-CN', 'en')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE auth_sessions (
  id text PRIMARY KEY,
  expires_at timestamptz NOT NULL,
  token text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  ip_address text,
  user_agent text,
  user_id text NOT NULL REFERENCES users ON DELETE CASCADE
);
CREATE INDEX auth_sessions_user ON auth_sessions (user_id);

CREATE TABLE auth_accounts (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_accounts_user ON auth_accounts (user_id);

CREATE TABLE auth_verifications (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_verifications_identifier ON auth_verifications (identifier);

CREATE TABLE auth_rate_limits (
  id text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  key text NOT NULL UNIQUE,
  count integer NOT NULL,
  last_request bigint NOT NULL
);

-- Universities and employers ------------------------------------------------------------------------------------------

CREATE TABLE universities (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name_zh text NOT NULL UNIQUE,
  name_en text NOT NULL,
  city_zh text NOT NULL,
  city_en text NOT NULL
);

CREATE TABLE majors (
  code text PRIMARY KEY,
  name_zh text NOT NULL,
  name_en text NOT NULL
);

CREATE TABLE employers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slug text NOT NULL UNIQUE,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  short_name_zh text NOT NULL,
  short_name_en text NOT NULL,
  industry_code text NOT NULL,
  industry_zh text NOT NULL,
  industry_en text NOT NULL,
  city_zh text NOT NULL,
  city_en text NOT NULL,
  size text NOT NULL,
  intro_zh text NOT NULL,
  intro_en text NOT NULL
);

-- One role somebody holds, at a university, at an employer, or everywhere (admin).
CREATE TABLE grants (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('graduate', 'recruiter', 'organizer', 'counsellor', 'admin')),
  university_id uuid REFERENCES universities,
  employer_id uuid REFERENCES employers,
  title_zh text NOT NULL DEFAULT '',
  title_en text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz,
  CHECK (
    (role IN ('graduate', 'organizer', 'counsellor') AND university_id IS NOT NULL AND employer_id IS NULL)
    OR (role = 'recruiter' AND employer_id IS NOT NULL AND university_id IS NULL)
    OR (role = 'admin' AND university_id IS NULL AND employer_id IS NULL)
  )
);
CREATE UNIQUE INDEX grants_one_live ON grants (user_id, role, university_id, employer_id) NULLS NOT DISTINCT WHERE removed_at IS NULL;
CREATE INDEX grants_employer ON grants (employer_id) WHERE removed_at IS NULL;

CREATE TABLE graduates (
  user_id text PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  university_id uuid NOT NULL REFERENCES universities,
  student_number text NOT NULL,
  major_code text NOT NULL REFERENCES majors,
  degree text NOT NULL CHECK (degree IN ('associate', 'bachelor', 'master', 'doctor')),
  graduation_year integer NOT NULL,
  phone text,
  wish_cities text[] NOT NULL DEFAULT '{}',
  UNIQUE (university_id, student_number)
);

CREATE TABLE invitations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  token_hash text NOT NULL UNIQUE,
  email text,
  role text NOT NULL CHECK (role IN ('recruiter', 'organizer', 'counsellor', 'admin')),
  university_id uuid REFERENCES universities,
  employer_id uuid REFERENCES employers,
  invited_by text REFERENCES users ON DELETE SET NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Fairs and booths ----------------------------------------------------------------------------------------------------
-- A fair's phase is computed from these times and the clock, never stored.

CREATE TABLE fairs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  host_university_id uuid NOT NULL REFERENCES universities,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  notice_zh text NOT NULL DEFAULT '',
  notice_en text NOT NULL DEFAULT '',
  time_zone text NOT NULL DEFAULT 'Asia/Shanghai',
  drop_off_opens_at timestamptz NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  published_at timestamptz,
  paused_at timestamptz,
  lines_per_graduate integer NOT NULL DEFAULT 5 CHECK (lines_per_graduate BETWEEN 1 AND 50),
  call_window_ms integer NOT NULL DEFAULT 45000 CHECK (call_window_ms BETWEEN 5000 AND 600000),
  closed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (drop_off_opens_at <= starts_at AND starts_at < ends_at)
);

CREATE TABLE fair_universities (
  fair_id uuid NOT NULL REFERENCES fairs ON DELETE CASCADE,
  university_id uuid NOT NULL REFERENCES universities,
  PRIMARY KEY (fair_id, university_id)
);
CREATE INDEX fair_universities_university ON fair_universities (university_id);

CREATE TABLE halls (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  fair_id uuid NOT NULL REFERENCES fairs ON DELETE CASCADE,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  place integer NOT NULL
);
CREATE INDEX halls_fair ON halls (fair_id, place);

CREATE TABLE booths (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  fair_id uuid NOT NULL REFERENCES fairs ON DELETE CASCADE,
  employer_id uuid NOT NULL REFERENCES employers,
  hall_id uuid NOT NULL REFERENCES halls,
  number text NOT NULL,
  planned_ms integer NOT NULL DEFAULT 600000 CHECK (planned_ms BETWEEN 60000 AND 7200000),
  paused_at timestamptz,
  UNIQUE (fair_id, number),
  UNIQUE (fair_id, employer_id)
);
CREATE INDEX booths_employer ON booths (employer_id);

CREATE TABLE positions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  booth_id uuid NOT NULL REFERENCES booths ON DELETE CASCADE,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  description_zh text NOT NULL,
  description_en text NOT NULL,
  city_zh text NOT NULL,
  city_en text NOT NULL,
  openings integer NOT NULL CHECK (openings > 0),
  salary_min integer NOT NULL,
  salary_max integer NOT NULL CHECK (salary_max >= salary_min),
  degrees text[] NOT NULL,
  -- Codes of majors; empty means any major.
  major_codes text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX positions_booth ON positions (booth_id);
CREATE INDEX positions_majors ON positions USING gin (major_codes);

-- A recruiter's desk. Present while `present_until` lies ahead: presence is a lease that every node can read.
CREATE TABLE desks (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  booth_id uuid NOT NULL REFERENCES booths ON DELETE CASCADE,
  recruiter_id text NOT NULL REFERENCES users,
  opened_at timestamptz NOT NULL DEFAULT now(),
  present_until timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE UNIQUE INDEX desks_one_open_per_recruiter ON desks (recruiter_id) WHERE closed_at IS NULL;
CREATE INDEX desks_open ON desks (booth_id) WHERE closed_at IS NULL;

-- Résumés and drop-offs -----------------------------------------------------------------------------------------------

CREATE TABLE resumes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  graduate_id text NOT NULL REFERENCES graduates ON DELETE CASCADE,
  file_key text NOT NULL UNIQUE,
  file_name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('pdf', 'docx')),
  size integer NOT NULL,
  sha256 text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz
);
CREATE INDEX resumes_graduate ON resumes (graduate_id, created_at DESC) WHERE removed_at IS NULL;

CREATE TABLE drop_offs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  position_id uuid NOT NULL REFERENCES positions,
  booth_id uuid NOT NULL REFERENCES booths,
  graduate_id text NOT NULL REFERENCES graduates ON DELETE CASCADE,
  resume_id uuid NOT NULL REFERENCES resumes,
  state text NOT NULL DEFAULT 'sent' CHECK (state IN ('sent', 'opened', 'shortlisted', 'declined', 'withdrawn')),
  decline_reason text CHECK (decline_reason IN ('major', 'degree', 'experience', 'filled', 'other')),
  sent_at timestamptz NOT NULL DEFAULT now(),
  opened_at timestamptz,
  decided_at timestamptz,
  withdrawn_at timestamptz,
  CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL))
);
CREATE UNIQUE INDEX drop_offs_once ON drop_offs (graduate_id, position_id) WHERE withdrawn_at IS NULL;
CREATE INDEX drop_offs_booth ON drop_offs (booth_id, sent_at DESC, id) WHERE withdrawn_at IS NULL;
CREATE INDEX drop_offs_graduate ON drop_offs (graduate_id, sent_at DESC);
CREATE INDEX drop_offs_resume ON drop_offs (resume_id);

-- Every reading of a résumé by somebody else than its owner.
CREATE TABLE resume_reads (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  resume_id uuid NOT NULL REFERENCES resumes,
  drop_off_id uuid NOT NULL REFERENCES drop_offs,
  reader_id text NOT NULL REFERENCES users,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX resume_reads_resume ON resume_reads (resume_id);

-- The line ------------------------------------------------------------------------------------------------------------
-- `seq` orders a line; never a timestamp. `number` is what everybody at the booth may see.

CREATE TABLE tickets (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  number integer NOT NULL,
  fair_id uuid NOT NULL REFERENCES fairs,
  booth_id uuid NOT NULL REFERENCES booths,
  graduate_id text NOT NULL REFERENCES graduates ON DELETE CASCADE,
  position_id uuid REFERENCES positions,
  state text NOT NULL DEFAULT 'waiting' CHECK (
    state IN ('waiting', 'paused', 'held', 'called', 'interviewing', 'done', 'left', 'noShow', 'removed', 'closed')
  ),
  desk_id uuid REFERENCES desks,
  interviewer_id text REFERENCES users,
  joined_at timestamptz NOT NULL DEFAULT now(),
  called_at timestamptz,
  call_expires_at timestamptz,
  ended_at timestamptz,
  UNIQUE (booth_id, number),
  CHECK ((state IN ('called', 'interviewing')) <= (interviewer_id IS NOT NULL)),
  CHECK ((state = 'called') <= (call_expires_at IS NOT NULL)),
  CHECK ((state IN ('done', 'left', 'noShow', 'removed', 'closed')) = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX tickets_one_live_per_booth ON tickets (graduate_id, booth_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX tickets_one_taken_per_graduate ON tickets (graduate_id) WHERE state IN ('called', 'interviewing');
CREATE UNIQUE INDEX tickets_one_taken_per_interviewer ON tickets (interviewer_id) WHERE state IN ('called', 'interviewing');
CREATE INDEX tickets_line ON tickets (booth_id, seq) WHERE ended_at IS NULL;
CREATE INDEX tickets_fair ON tickets (fair_id) WHERE ended_at IS NULL;
CREATE INDEX tickets_deadline ON tickets (call_expires_at) WHERE state = 'called';
CREATE INDEX tickets_graduate ON tickets (graduate_id, joined_at DESC);
CREATE INDEX tickets_ended ON tickets (booth_id, ended_at DESC) WHERE ended_at IS NOT NULL;

CREATE TABLE ticket_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  from_state text,
  to_state text NOT NULL,
  move text NOT NULL,
  actor text NOT NULL CHECK (actor IN ('graduate', 'recruiter', 'organizer', 'clock')),
  actor_id text REFERENCES users ON DELETE SET NULL
);
CREATE INDEX ticket_history_ticket ON ticket_history (ticket_id, id);

-- Interviews ----------------------------------------------------------------------------------------------------------

CREATE TABLE interviews (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  ticket_id uuid NOT NULL UNIQUE REFERENCES tickets ON DELETE CASCADE,
  booth_id uuid NOT NULL REFERENCES booths,
  position_id uuid REFERENCES positions,
  graduate_id text NOT NULL REFERENCES graduates ON DELETE CASCADE,
  recruiter_id text NOT NULL REFERENCES users,
  planned_ms integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  ended_at timestamptz,
  ended_by text CHECK (ended_by IN ('graduate', 'recruiter', 'overtime', 'organizer')),
  outcome text CHECK (outcome IN ('offer', 'nextRound', 'reserve', 'declined')),
  decided_at timestamptz,
  released_at timestamptz,
  note text NOT NULL DEFAULT '',
  CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CHECK (released_at IS NULL OR outcome IS NOT NULL)
);
CREATE UNIQUE INDEX interviews_one_open_per_graduate ON interviews (graduate_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX interviews_one_open_per_recruiter ON interviews (recruiter_id) WHERE ended_at IS NULL;
CREATE INDEX interviews_booth ON interviews (booth_id, created_at DESC);
CREATE INDEX interviews_graduate ON interviews (graduate_id, created_at DESC);

CREATE TABLE interview_messages (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  interview_id uuid NOT NULL REFERENCES interviews ON DELETE CASCADE,
  sender_id text NOT NULL REFERENCES users,
  text text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX interview_messages_interview ON interview_messages (interview_id, id);

-- Commands ------------------------------------------------------------------------------------------------------------
-- The answer to a command, written in the transaction that did it: a retry gets the first answer.

CREATE TABLE command_answers (
  user_id text NOT NULL,
  key text NOT NULL,
  command text NOT NULL,
  input_hash text NOT NULL,
  answer jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, key)
);
CREATE INDEX command_answers_age ON command_answers (created_at);
