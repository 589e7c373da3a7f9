package dev.liverun.feedback.reports;

import dev.liverun.events.Event;
import dev.liverun.events.contract.FeedbackEvent;
import java.util.List;

/** What became different, and the event that tells of it. {@link ReportLog} keeps both. */
public record ReportChange(Event<? extends FeedbackEvent> event, List<FieldChange> fields) {}
