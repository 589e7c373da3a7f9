/**
 * Tables for people's programs: CSV (RFC 4180) and XLSX, written and sent piece by piece, however long they are. Text that a
 * spreadsheet would take for a formula is neutralised.
 *
 * <pre>{@code
 * return RestResponse.ResponseBuilder.ok(StreamedBody.of(Exports.of(
 *                 TableFormat.CSV,
 *                 table -> table.begin("feedback", List.of("id", "title", "priority")),
 *                 Pages.after((last, size) -> feedback.after(last == null ? null : last.id(), size)),
 *                 (table, report) -> table.row(report.id(), report.title(), report.priority()))))
 *         .type(TableFormat.CSV.mediaType())
 *         .header("Content-Disposition", "attachment; filename=\"feedback.csv\"")
 *         .build();
 * }</pre>
 */
@NullMarked
package dev.liverun.api.export;

import org.jspecify.annotations.NullMarked;
