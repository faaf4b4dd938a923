package dev.portcullis.sweep.spark;

import dev.portcullis.sweep.result.Column;
import dev.portcullis.sweep.result.StackResult;
import dev.portcullis.sweep.result.Table;
import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The tables of a sweep as Spark sees them. */
final class SparkTables {
  private SparkTables() {}

  static StructType schema(Table<?> table) {
    return DataTypes.createStructType(
        table.columns().stream()
            .map(
                column ->
                    DataTypes.createStructField(column.name(), type(column), column.nullable()))
            .toArray(StructField[]::new));
  }

  private static DataType type(Column<?> column) {
    return switch (column.type()) {
      case TEXT -> DataTypes.StringType;
      case INTEGER -> DataTypes.IntegerType;
      case FLAG -> DataTypes.BooleanType;
    };
  }

  static <R> Iterator<Row> rows(Table<R> table, StackResult result) {
    return table.rows().apply(result).stream()
        .map(
            row ->
                RowFactory.create(
                    table.columns().stream().map(column -> column.value().apply(row)).toArray()))
        .iterator();
  }
}
