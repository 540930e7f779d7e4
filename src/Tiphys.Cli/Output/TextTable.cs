namespace Tiphys.Cli.Output;

/// <summary>Lines up columns as kubectl does: three spaces between, upper-case heads, nothing after the last column.</summary>
internal static class TextTable
{
    private const string Gap = "   ";

    public static void Write(TextWriter writer, IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = new int[heads.Count];
        foreach (var row in rows.Prepend(heads))
        {
            for (var column = 0; column < widths.Length; column++)
            {
                widths[column] = Math.Max(widths[column], row[column].Length);
            }
        }

        foreach (var row in rows.Prepend(heads))
        {
            writer.WriteLine(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
