using Tiphys.Cli.Output;

namespace Tiphys.Cli.Tests;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0B")]
    [InlineData(999, "999B")]
    [InlineData(1_234_567, "1.23MB")]
    [InlineData(45_600_000, "45.6MB")]
    [InlineData(2_000_000_000, "2GB")]
    public void Sizes_have_a_unit_and_three_digits(long bytes, string text) => Assert.Equal(text, ByteSize.Format(bytes));
}
