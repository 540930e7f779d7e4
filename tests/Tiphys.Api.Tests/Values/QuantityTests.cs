using System.Globalization;
using CsCheck;

namespace Tiphys.Api.Tests.Values;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.5", "500m")]
    [InlineData("1500m", "1500m")]
    [InlineData("2000m", "2")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1000", "1k")]
    [InlineData("1e3", "1e3")]
    [InlineData("1E", "1E")]
    [InlineData("12e6", "12e6")]
    [InlineData("100Ki", "100Ki")]
    [InlineData("512", "512")]
    [InlineData("0.0000000001", "1n")]
    [InlineData("-0.1", "-100m")]
    [InlineData("+5", "5")]
    [InlineData("0.5Ki", "512")]
    [InlineData("9223372036854775808", "9223372036854775807")]
    public void Text_is_written_in_canonical_form(string text, string canonical) => Assert.Equal(canonical, Quantity.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("one")]
    [InlineData("1 Gi")]
    public void What_is_no_quantity_is_refused(string text)
    {
        Assert.False(Quantity.TryParse(text, out _, out var error));
        Assert.Equal(Quantity.FormatMessage, error);
    }

    [Theory]
    [InlineData("1kk")]
    [InlineData("1Mik")]
    public void An_unknown_suffix_is_refused(string text)
    {
        Assert.False(Quantity.TryParse(text, out _, out var error));
        Assert.Equal(Quantity.SuffixMessage, error);
    }

    [Fact]
    public void Reading_what_was_written_gives_the_same_quantity() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.OneOf(Gen.Const(""), Gen.Const("m"), Gen.Const("k"), Gen.Const("Ki"), Gen.Const("Mi"), Gen.Const("Gi"), Gen.Const("M"), Gen.Const("u"), Gen.Const("n"), Gen.Const("e3")))
            .Sample((number, suffix) =>
            {
                var quantity = Quantity.Parse(number.ToString(CultureInfo.InvariantCulture) + suffix);
                var again = Quantity.Parse(quantity.ToString());
                Assert.Equal(0, quantity.CompareTo(again));
                Assert.Equal(quantity.ToString(), again.ToString());
            });

    [Fact]
    public void Sums_and_differences_agree_with_whole_numbers() =>
        Gen.Select(Gen.Long[-1_000_000, 1_000_000], Gen.Long[-1_000_000, 1_000_000]).Sample((a, b) =>
        {
            var (left, right) = (Quantity.FromMilli(a), Quantity.FromMilli(b));
            Assert.Equal(a + b, (left + right).MilliValue);
            Assert.Equal(a - b, (left - right).MilliValue);
            Assert.Equal(a.CompareTo(b), left.CompareTo(right));
        });

    [Fact]
    public void Values_are_rounded_away_from_zero()
    {
        Assert.Equal(1, Quantity.Parse("1m").Value);
        Assert.Equal(-1, Quantity.Parse("-1m").Value);
        Assert.Equal(2, Quantity.Parse("1001m").Value);
    }
}
