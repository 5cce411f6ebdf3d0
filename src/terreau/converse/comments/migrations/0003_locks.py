"""What a reply hangs on, what a moderator decided and what was said are held by the database, whoever writes."""

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION comments_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'nothing is deleted from %: it is taken back or hidden', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER comments_comment_stays BEFORE DELETE ON comments_comment FOR EACH ROW EXECUTE FUNCTION comments_stays();
CREATE TRIGGER comments_removal_stays BEFORE UPDATE OR DELETE ON comments_removal
    FOR EACH ROW EXECUTE FUNCTION comments_stays();
CREATE TRIGGER comments_report_stays BEFORE DELETE ON comments_report FOR EACH ROW EXECUTE FUNCTION comments_stays();
CREATE TRIGGER comments_hiding_stays BEFORE DELETE ON comments_hiding FOR EACH ROW EXECUTE FUNCTION comments_stays();

-- a reply hangs on a first remark of its own thread, and stays there
CREATE FUNCTION comments_placed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.thread_id, NEW.parent_id) IS DISTINCT FROM (OLD.thread_id, OLD.parent_id)
            OR (NEW.made_by_id IS DISTINCT FROM OLD.made_by_id AND NEW.made_by_id IS NOT NULL) THEN
            RAISE EXCEPTION 'comment % keeps its place and its author', OLD.id USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF NEW.parent_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM comments_comment above
        WHERE above.id = NEW.parent_id AND above.parent_id IS NULL AND above.thread_id = NEW.thread_id
    ) THEN
        RAISE EXCEPTION 'a reply hangs on a first remark of its own thread' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comments_placed BEFORE INSERT OR UPDATE ON comments_comment
    FOR EACH ROW EXECUTE FUNCTION comments_placed();

-- a hiding keeps its reason; it is contested once, decided once, and not by the author of the comment
CREATE FUNCTION comments_hiding_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.decided_by_id IS NOT NULL AND NEW.decided_by_id =
        (SELECT made_by_id FROM comments_comment WHERE id = NEW.comment_id) THEN
        RAISE EXCEPTION 'nobody decides on their own comment' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (
        (NEW.comment_id, NEW.reason, NEW.note, NEW.hidden_at) IS DISTINCT FROM
            (OLD.comment_id, OLD.reason, OLD.note, OLD.hidden_at)
        OR (NEW.hidden_by_id IS DISTINCT FROM OLD.hidden_by_id AND NEW.hidden_by_id IS NOT NULL)
        OR (OLD.appeal <> '' AND NEW.appeal <> OLD.appeal)
        OR (OLD.decided_at IS NOT NULL AND (NEW.decided_at, NEW.shown) IS DISTINCT FROM (OLD.decided_at, OLD.shown))
        OR (OLD.decided_at IS NOT NULL AND NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id
            AND NEW.decided_by_id IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'the hiding of comment % keeps what was decided', OLD.comment_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comments_hiding_held BEFORE INSERT OR UPDATE ON comments_hiding
    FOR EACH ROW EXECUTE FUNCTION comments_hiding_held();
"""

BACKWARD = """
DROP TRIGGER comments_hiding_held ON comments_hiding;
DROP TRIGGER comments_placed ON comments_comment;
DROP TRIGGER comments_hiding_stays ON comments_hiding;
DROP TRIGGER comments_report_stays ON comments_report;
DROP TRIGGER comments_removal_stays ON comments_removal;
DROP TRIGGER comments_comment_stays ON comments_comment;
DROP FUNCTION comments_hiding_held();
DROP FUNCTION comments_placed();
DROP FUNCTION comments_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_constraints")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
