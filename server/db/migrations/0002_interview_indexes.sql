-- What waits are estimated from: the newest interviews that ended, whatever their booth.
CREATE INDEX interviews_ended ON interviews (ended_at DESC) WHERE ended_at IS NOT NULL AND started_at IS NOT NULL;
-- A recruiter's own interviews, as there is one for the graduate's.
CREATE INDEX interviews_recruiter ON interviews (recruiter_id, created_at DESC);
