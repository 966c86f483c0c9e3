namespace MissionControl.Embedded.Sqlite;

/// <summary>A sum over decimals of many rows without a rounding, most of it in whole numbers.</summary>
internal readonly record struct ExactSum(long Millionths, decimal Remainder)
{
    /// <summary>A decimal of at least so much is kept as a text, so that thousands of rows add up within a whole number.</summary>
    public const decimal Largest = 1_000_000_000;

    public const decimal Million = 1_000_000;

    public decimal Value => (Millionths / Million) + Remainder;

    public ExactSum Plus(Statement row, int column) =>
        row.IsInteger(column) ? this with { Millionths = Millionths + row.Int64(column) } : this with { Remainder = Remainder + row.Decimal(column) };
}
