package dev.portcullis.sweep.parquet;

import dev.portcullis.sweep.result.Column;
import dev.portcullis.sweep.result.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** The rows of one table as Parquet sees them. */
final class RowWriteSupport<R> extends WriteSupport<R> {
  private final Table<R> table;
  private @Nullable RecordConsumer consumer;

  RowWriteSupport(Table<R> table) {
    this.table = table;
  }

  static MessageType schema(Table<?> table) {
    var fields = table.columns().stream().map(RowWriteSupport::field).toList();
    return new MessageType(table.name(), fields);
  }

  private static Type field(Column<?> column) {
    var repetition = column.nullable() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
    return switch (column.type()) {
      case TEXT ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case INTEGER -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(column.name());
      case FLAG -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(column.name());
    };
  }

  @Override
  @SuppressWarnings("deprecation")
  public WriteContext init(Configuration configuration) {
    throw new UnsupportedOperationException("there is no Hadoop here");
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(schema(table), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    this.consumer = recordConsumer;
  }

  @Override
  public void write(R row) {
    var to = Objects.requireNonNull(consumer);
    List<Column<R>> columns = table.columns();
    to.startMessage();
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      var value = column.value().apply(row);
      if (value != null) {
        to.startField(column.name(), i);
        add(to, column, value);
        to.endField(column.name(), i);
      } else if (!column.nullable()) {
        throw new IllegalStateException(table.name() + "." + column.name() + " is never null");
      }
    }
    to.endMessage();
  }

  private static void add(RecordConsumer to, Column<?> column, Object value) {
    switch (column.type()) {
      case TEXT -> to.addBinary(Binary.fromString((String) value));
      case INTEGER -> to.addInteger((Integer) value);
      case FLAG -> to.addBoolean((Boolean) value);
    }
  }
}
