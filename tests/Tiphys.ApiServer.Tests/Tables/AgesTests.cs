using Tiphys.ApiServer.Tables;

namespace Tiphys.ApiServer.Tests.Tables;

public sealed class AgesTests
{
    [Theory]
    [InlineData(-5, "<invalid>")]
    [InlineData(-1, "0s")]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(599, "9m59s")]
    [InlineData(600, "10m")]
    [InlineData(10799, "179m")]
    [InlineData(10800, "3h")]
    [InlineData(28799, "7h59m")]
    [InlineData(28800, "8h")]
    [InlineData(172799, "47h")]
    [InlineData(176400, "2d1h")]
    [InlineData(691200, "8d")]
    [InlineData(63072000, "2y")]
    [InlineData(63244800, "2y2d")]
    [InlineData(252288000, "8y")]
    public void Spans_have_two_or_three_figures(int seconds, string text) => Assert.Equal(text, Ages.Text(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Unset_times_are_unknown()
    {
        Assert.Equal("<unknown>", Ages.Since(default(Time), DateTimeOffset.UnixEpoch));
        Assert.Equal("<unknown>", Ages.Since(default(MicroTime), DateTimeOffset.UnixEpoch));
    }
}
