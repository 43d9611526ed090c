package io.eunomia.shell.text;

import io.eunomia.runtime.view.CatalogView;

/** Shows which trackers there are to run, as a table. */
public record CatalogPrinter(Terminal terminal) {

    public void print(CatalogView all) {
        Table table = new Table("NAME", "VERSION", "STATE", "PROGRAMS", "WHAT");
        all.trackers().forEach(one -> table.row(one.name(), one.version(), one.state(), String.join(",", one.programs()), one.description()));
        table.print(terminal);
        terminal.out().println();
        terminal.paragraph("", "eunomia trackers NAME shows its arguments, fields, displays and examples.");
    }
}
