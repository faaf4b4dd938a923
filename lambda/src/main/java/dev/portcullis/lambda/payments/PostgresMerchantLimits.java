package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Currency;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Limits in the database, which those who look after merchants fill ({@code
 * lambda/sql/merchant_limit.sql}); before there is a table no merchant has one.
 */
final class PostgresMerchantLimits implements MerchantLimits {
  private static final String SELECT =
      "select max_minor_units from merchant_limit where merchant_id = ? and currency = ?";

  private final Database database;

  PostgresMerchantLimits(Database database) {
    this.database = database;
  }

  @Override
  public OptionalLong find(String merchantId, Currency currency) throws NotKnown {
    try {
      return database.run(session -> select(session, merchantId, currency.getCurrencyCode()));
    } catch (SQLException e) {
      if (SqlStates.noSuchTable(e)) {
        return OptionalLong.empty();
      }
      throw new NotKnown("SQL state " + e.getSQLState(), e);
    } catch (SdkException | IllegalStateException e) {
      // Its credentials cannot be read, or are none.
      throw new NotKnown(e.getClass().getSimpleName(), e);
    }
  }

  private static OptionalLong select(Connection session, String merchantId, String currency)
      throws SQLException {
    try (var statement = session.prepareStatement(SELECT)) {
      statement.setString(1, merchantId);
      statement.setString(2, currency);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
      }
    }
  }
}
