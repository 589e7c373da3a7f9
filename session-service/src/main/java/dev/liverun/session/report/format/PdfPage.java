package dev.liverun.session.report.format;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Font;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.ColumnText;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfPageEventHelper;
import com.lowagie.text.pdf.PdfWriter;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/** Paper, and how things are put on it. Text is text here: PDF has no markup that it could be taken for. */
final class PdfPage {

    private static final Color INK = new Color(0x1b1f24);
    private static final Color DIM = new Color(0x5b6672);
    private static final Color LINE = new Color(0xd9dee3);
    private static final Color PALE = new Color(0xf6f8fa);
    private static final float MARGIN = 42;
    private static final float ROOM = 90;
    /** Stands for what the face has no glyph for: left out, a name in another script would be an empty line. */
    private static final String UNKNOWN = "\u25A1";

    /** Controls, joiners, variation selectors: a font need not draw them. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cc}|\\p{Cf}|[\\x{FE00}-\\x{FE0F}]");

    private static final Pattern NUMBER = Pattern.compile("–|[0-9][0-9.,/]*( %)?");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN + 14);
    private final PdfWriter writer;
    private final BaseFont face = face();
    private final Font body = font(9, INK);
    private final Font small = font(8, DIM);
    private long lost;

    PdfPage(String title, String foot) {
        writer = PdfWriter.getInstance(document, bytes);
        writer.setPageEvent(new Foot(foot));
        document.addTitle(title);
        document.addCreator("Liverun");
        document.open();
    }

    void title(String text, String below) {
        document.add(paragraph(text, font(18, INK)));
        document.add(paragraph(below, small));
    }

    void heading(String text) {
        // A heading has something below it on its page.
        if (writer.getVerticalPosition(true) - document.bottom() < ROOM) {
            document.newPage();
        }
        var paragraph = paragraph(text, font(12, INK));
        paragraph.setSpacingBefore(8);
        paragraph.setSpacingAfter(3);
        paragraph.setKeepTogether(true);
        document.add(paragraph);
    }

    void text(String text) {
        var paragraph = paragraph(text, body);
        paragraph.setSpacingAfter(5);
        document.add(paragraph);
    }

    /** A box with a coloured edge. */
    void verdict(String text, String tone, List<String> reasons) {
        var box = new PdfPTable(1);
        box.setWidthPercentage(100);
        box.setSpacingBefore(10);
        var cell = new PdfPCell();
        cell.setBorder(Rectangle.LEFT);
        cell.setBorderWidthLeft(5);
        cell.setBorderColorLeft(color(tone));
        cell.setBackgroundColor(PALE);
        cell.setUseAscender(true);
        cell.setPadding(8);
        cell.setPaddingLeft(14);
        cell.setPaddingBottom(10);
        cell.addElement(paragraph(text, font(14, color(tone))));
        reasons.forEach(reason -> cell.addElement(paragraph("• " + reason, body)));
        box.addCell(cell);
        document.add(box);
    }

    /** Names and values in two columns. */
    void facts(List<List<String>> facts) {
        var table = new PdfPTable(new float[] {3, 9});
        table.setWidthPercentage(100);
        table.setSpacingBefore(8);
        facts.forEach(fact -> {
            table.addCell(cell(fact.get(0), small));
            table.addCell(cell(fact.get(1), body));
        });
        document.add(table);
    }

    void table(List<String> columns, float[] widths, List<List<String>> rows) {
        if (rows.isEmpty()) {
            document.add(new Paragraph("None.", small));
            return;
        }
        var table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setSpacingBefore(4);
        table.setHeaderRows(1);
        table.setSplitLate(false);
        for (int i = 0; i < columns.size(); i++) {
            table.addCell(aligned(cell(columns.get(i), small), numbers(rows, i)));
        }
        for (var row : rows) {
            for (int i = 0; i < row.size(); i++) {
                var value = row.get(i);
                table.addCell(aligned(cell(value, font(8, toned(value))), numbers(rows, i)));
            }
        }
        document.add(table);
    }

    /** Whether a column has numbers only: those are read from the right. */
    private static boolean numbers(List<List<String>> rows, int column) {
        return rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }

    private static PdfPCell aligned(PdfPCell cell, boolean number) {
        if (number) {
            cell.setHorizontalAlignment(Element.ALIGN_RIGHT);
            cell.setPaddingRight(10);
        }
        return cell;
    }

    /** A bar that is filled by {@code share}. */
    void bar(String label, String tone, float share) {
        var row = new PdfPTable(new float[] {3, Math.max(0.001f, 9 * share), Math.max(0.001f, 9 * (1 - share))});
        row.setWidthPercentage(100);
        var name = cell(label, body);
        name.setBorder(Rectangle.NO_BORDER);
        row.addCell(name);
        row.addCell(filled(color(tone)));
        row.addCell(filled(LINE));
        document.add(row);
    }

    byte[] finish() {
        if (lost > 0) {
            text(UNKNOWN + " stands for a character that this font lacks: " + lost
                    + " in all. The HTML report shows them.");
        }
        document.close();
        return bytes.toByteArray();
    }

    private static PdfPCell filled(Color color) {
        var cell = new PdfPCell();
        cell.setBorder(Rectangle.TOP | Rectangle.BOTTOM);
        cell.setBorderColor(Color.WHITE);
        cell.setBorderWidth(4);
        cell.setBackgroundColor(color);
        return cell;
    }

    private Paragraph paragraph(String text, Font font) {
        return new Paragraph(shown(text), font);
    }

    /** What cannot be shown is seen to be missing. What nobody would see anyway, such as a joiner, is left out. */
    private String shown(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || face.charExists(c)) {
                shown.appendCodePoint(c);
            } else if (!UNSEEN.matcher(Character.toString(c)).matches()) {
                shown.append(UNKNOWN);
                lost++;
            }
        });
        return shown.toString();
    }

    private PdfPCell cell(String text, Font font) {
        var cell = new PdfPCell(new Phrase(shown(text), font));
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderColor(LINE);
        cell.setPaddingTop(3);
        cell.setPaddingBottom(4);
        cell.setPaddingLeft(0);
        cell.setPaddingRight(6);
        return cell;
    }

    private static Color toned(String value) {
        var tone = Show.tone(value);
        return tone.equals("plain") ? INK : color(tone);
    }

    private static Color color(String tone) {
        return switch (tone) {
            case "good" -> new Color(0x18794e);
            case "bad" -> new Color(0xc62a2f);
            case "warn" -> new Color(0xa35200);
            default -> DIM;
        };
    }

    private Font font(float size, Color color) {
        return new Font(face, size, Font.NORMAL, color);
    }

    /** The face that comes with the library: it knows European scripts and needs nothing installed. */
    private static BaseFont face() {
        try (var file = PdfWriter.class.getResourceAsStream("/font-fallback/LiberationSans-Regular.ttf")) {
            if (file == null) {
                throw new IllegalStateException("the PDF library has lost its font");
            }
            return BaseFont.createFont(
                    "LiberationSans-Regular.ttf",
                    BaseFont.IDENTITY_H,
                    BaseFont.EMBEDDED,
                    true,
                    file.readAllBytes(),
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At the foot of each page: which report, and which page of it. */
    private final class Foot extends PdfPageEventHelper {

        private final String text;

        private Foot(String text) {
            this.text = text;
        }

        @Override
        public void onEndPage(PdfWriter writer, Document page) {
            var font = font(6.5f, DIM);
            var canvas = writer.getDirectContent();
            ColumnText.showTextAligned(
                    canvas, Element.ALIGN_LEFT, new Phrase(text, font), page.left(), page.bottom() - 14, 0);
            ColumnText.showTextAligned(
                    canvas,
                    Element.ALIGN_RIGHT,
                    new Phrase(Integer.toString(writer.getPageNumber()), font),
                    page.right(),
                    page.bottom() - 14,
                    0);
        }
    }
}
