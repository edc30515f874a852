-- What somebody is told: on the page of their own, and by mail where a mail server is set up. Own rows only; no change of state, so
-- not in the trail: the change that somebody is told about is.
CREATE TABLE notification (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id       uuid NOT NULL REFERENCES "user",
  kind          text NOT NULL CHECK (kind ~ '^[a-z_]{1,60}$'),
  -- Names and numbers for the sentence; never a case's content.
  params        jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(params) = 'object'),
  created_at    timestamptz NOT NULL DEFAULT now(),
  read_at       timestamptz,
  mailed_at     timestamptz,
  -- When the next try by mail is due; null once it was mailed, or given up.
  mail_due_at   timestamptz DEFAULT now(),
  -- A try that is neither noted as failed nor as mailed was cut short: nobody knows whether the mail left.
  mail_tries    smallint NOT NULL DEFAULT 0,
  mail_failures smallint NOT NULL DEFAULT 0
);
CREATE INDEX notification_newest ON notification (user_id, id DESC);
CREATE INDEX notification_unread ON notification (user_id) WHERE read_at IS NULL;
CREATE INDEX notification_mail_due ON notification (mail_due_at) WHERE mail_due_at IS NOT NULL;
