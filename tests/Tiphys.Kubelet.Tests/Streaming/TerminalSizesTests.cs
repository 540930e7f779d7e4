using System.Text;
using CsCheck;
using Tiphys.Containers;
using Tiphys.Kubelet.Streaming;
using Tiphys.Kubelet.Streaming.RemoteCommands;

namespace Tiphys.Kubelet.Tests.Streaming;

public sealed class TerminalSizesTests
{
    [Theory]
    [InlineData("{\"Width\":80,\"Height\":24}", "80x24")]
    [InlineData("{\"width\":80,\"height\":24}\n{\"Height\":2,\"Width\":1} ", "80x24 1x2")]
    [InlineData("", "")]
    [InlineData("[1]", "")]
    [InlineData("{\"Width\":80,\"Height\":24}nonsense", "80x24")]
    [InlineData("{\"Width\":-1}", "")]
    [InlineData("{\"Width\":99999}", "")]
    public async Task Sizes_are_read_to_the_first_thing_that_is_none(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await ReadAsync(Encoding.UTF8.GetBytes(text), 3)).Select(size => $"{size.Width}x{size.Height}")));

    [Fact]
    public async Task Arbitrary_bytes_end_it() =>
        await Gen.Select(Gen.Byte.Array[0, 3000], Gen.Int[1, 2000]).SampleAsync(async (bytes, piece) => Assert.InRange((await ReadAsync(bytes, piece)).Count, 0, 200), iter: 200);

    private static async Task<List<TerminalSize>> ReadAsync(byte[] bytes, int piece)
    {
        var input = new ChannelInput();
        var sizes = new List<TerminalSize>();
        var reading = Task.Run(async () =>
        {
            await foreach (var size in TerminalSizes.ReadAsync(input, CancellationToken.None))
            {
                sizes.Add(size);
            }
        });
        foreach (var chunk in bytes.Chunk(piece))
        {
            await input.PushAsync(chunk, CancellationToken.None);
        }

        input.End();
        await reading.WaitAsync(TimeSpan.FromSeconds(20));
        return sizes;
    }
}
