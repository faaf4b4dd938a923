package dev.portcullis.sweep;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Parquet as somebody else reads it: DuckDB. */
final class Parquet {
  private Parquet() {}

  /** Rows of a query over the parts of a table, which it calls {@code t}; members joined by |. */
  static List<String> query(Path out, String table, String sql) {
    var files = out.resolve(table).resolve("*.parquet").toString().replace("'", "''");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "with t as (select * from read_parquet('" + files + "')) " + sql)) {
      var lines = new ArrayList<String>();
      var width = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        var cells = new ArrayList<String>();
        for (int i = 1; i <= width; i++) {
          cells.add(String.valueOf(rows.getString(i)));
        }
        lines.add(String.join("|", cells));
      }
      return lines;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
