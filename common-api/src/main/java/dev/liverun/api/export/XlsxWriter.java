package dev.liverun.api.export;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** An Excel workbook with a sheet for each table. Rows are passed on as they are flushed and not kept. */
final class XlsxWriter implements TableWriter {

    /** What Excel takes in a cell, and in a sheet. */
    private static final int MOST_CHARACTERS = 32_767;

    private static final int MOST_ROWS = 1_048_576;

    private final Workbook workbook;
    private String name = "";
    private List<String> titles = List.of();
    private int part;
    private @Nullable Worksheet sheet;
    private int next;

    XlsxWriter(OutputStream out) {
        workbook = new Workbook(out, "Liverun", "1.0");
    }

    @Override
    public void begin(String table, List<String> columns) throws IOException {
        name = table;
        titles = List.copyOf(columns);
        part = 1;
        open(table);
    }

    @Override
    public void row(List<? extends @Nullable Object> values) throws IOException {
        if (values.size() != titles.size()) {
            throw new IllegalArgumentException(values.size() + " values for " + titles.size() + " columns");
        }
        if (next >= MOST_ROWS) {
            part++;
            open(name + " " + part);
        }
        write(values);
    }

    private void open(String sheetName) throws IOException {
        endSheet();
        var opened = workbook.newWorksheet(sheetName);
        sheet = opened;
        next = 0;
        opened.freezePane(0, 1);
        write(titles);
        opened.range(0, 0, 0, Math.max(0, titles.size() - 1)).style().bold().set();
    }

    private void write(List<? extends @Nullable Object> values) {
        var open = sheet;
        if (open == null) {
            throw new IllegalStateException("no table was begun");
        }
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            if (value instanceof BigDecimal decimal) {
                open.value(next, i, decimal);
            } else if (value instanceof Number number) {
                open.value(next, i, number);
            } else if (value instanceof Boolean truth) {
                open.value(next, i, truth);
            } else if (value != null) {
                // Inline: a table of all texts would grow with the sheet.
                open.inlineString(next, i, text(value.toString()));
            }
        }
        next++;
    }

    private static String text(String value) {
        var text = Formulas.neutralised(XmlText.cleaned(value));
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    private void endSheet() throws IOException {
        if (sheet != null) {
            sheet.finish();
            sheet = null;
        }
    }

    @Override
    public void flush() throws IOException {
        if (sheet != null) {
            sheet.flush();
        }
    }

    @Override
    public void finish() throws IOException {
        endSheet();
        workbook.finish();
    }
}
