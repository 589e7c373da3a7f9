package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.Csv;
import dev.liverun.runner.workflow.DataRow;
import dev.liverun.runner.workflow.Variable;
import dev.liverun.runner.workflow.reading.YamlValue.Elements;
import dev.liverun.runner.workflow.reading.YamlValue.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads rows of test data: a list of mappings, or CSV. */
final class DataReader {

    private static final int MAX_ROWS = 200;
    private static final String LABEL = "label";

    private final Fields owner;
    private final Findings findings;

    DataReader(Fields owner) {
        this.owner = owner;
        this.findings = owner.findings();
    }

    List<DataRow> read(List<Variable> variables) {
        YamlValue data = owner.optional("data");
        if (data == null) {
            return List.of();
        }
        List<DataRow> rows = data instanceof Members ? csv(Fields.of(data, findings)) : inline(data);
        for (DataRow row : rows) {
            for (String name : row.values().keySet()) {
                if (variables.stream().noneMatch(variable -> variable.name().equals(name))) {
                    findings.add(
                            data.place(),
                            "'" + name + "' is no variable; known are "
                                    + String.join(
                                            ", ",
                                            variables.stream()
                                                    .map(Variable::name)
                                                    .toList()));
                    return rows;
                }
            }
        }
        return rows;
    }

    private List<DataRow> inline(YamlValue data) {
        if (!(data instanceof Elements list)) {
            findings.add(data.place(), "expected a list of rows, or a mapping with 'csv'");
            return List.of();
        }
        if (list.elements().size() > MAX_ROWS) {
            findings.add(data.place(), "at most " + MAX_ROWS + " are possible here");
        }
        List<DataRow> rows = new ArrayList<>();
        for (YamlValue element : list.elements()) {
            if (element instanceof Members && Plain.of(element) instanceof Map<?, ?> values) {
                rows.add(row(rows.size(), values));
            } else {
                findings.add(element.place(), "expected a mapping, found " + element.kind());
            }
        }
        return rows;
    }

    private List<DataRow> csv(Fields fields) {
        String text = fields.requiredText("csv");
        fields.finish();
        if (text == null) {
            return List.of();
        }
        List<DataRow> rows = new ArrayList<>();
        List<Map<String, String>> read = fields.make(fields.placeOf("csv"), () -> Csv.rows(text, MAX_ROWS));
        if (read != null) {
            read.forEach(values -> rows.add(row(rows.size(), values)));
        }
        return rows;
    }

    private static DataRow row(int index, Map<?, ?> values) {
        Map<String, Object> given = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!name.equals(LABEL) && value != null) {
                given.put(String.valueOf(name), value);
            }
        });
        Object label = values.get(LABEL);
        return new DataRow(label == null ? "row " + (index + 1) : String.valueOf(label), given);
    }
}
