using CsCheck;
using Tiphys.Containers.Build;

namespace Tiphys.Containers.Tests.Build;

public sealed class DockerfileParserTests
{
    [Fact]
    public void Stages_and_instructions_know_their_lines()
    {
        var file = Parse("""
            # syntax=docker/dockerfile:1
            # a comment
            ARG BASE=busybox

            FROM $BASE as Build
            COPY --chown=1:2 --link a \
                # a comment in between

                b /dir/
            CMD ["run", "it"]
            FROM scratch
            LABEL a=b
            """);
        Assert.Equal("BASE=busybox", Assert.Single(file.GlobalArguments).Arguments);
        Assert.Equal([("$BASE", "build", 5), ("scratch", null, 11)], file.Stages.Select(s => (s.Base, s.Name, s.From.Line)));
        var copy = file.Stages[0].Instructions[0];
        Assert.Equal((6, "COPY"), (copy.Line, copy.Keyword));
        Assert.Equal(["a", "b", "/dir/"], copy.Words);
        Assert.Equal("1:2", copy.Flags["chown"]);
        Assert.Equal("", copy.Flags["link"]);
        Assert.Equal((10, "run"), (file.Stages[0].Instructions[1].Line, file.Stages[0].Instructions[1].Json![0]));
    }

    [Fact]
    public void Escape_directive_changes_the_continuation()
    {
        var file = Parse("# escape=`\nFROM scratch\nCOPY a `\n C:\\dir\n");
        Assert.Equal(["a", "C:\\dir"], file.Stages[0].Instructions[0].Words);
    }

    [Fact]
    public void Directive_after_a_comment_is_a_comment() =>
        Assert.Equal('\\', Parse("# hello\n# escape=`\nFROM scratch\n").Escape);

    [Fact]
    public void Documents_are_taken_out_of_the_file()
    {
        var file = Parse("FROM scratch\nCOPY <<one <<-\"two\" /dir/\nfirst $x\none\n\t\tsecond $x\n\ttwo\nUSER me\n");
        var heredocs = file.Stages[0].Instructions[0].Heredocs;
        Assert.Equal([new Heredoc("one", "first $x\n", true), new Heredoc("two", "second $x\n", false)], heredocs);
        Assert.Equal(("USER", 7), (file.Stages[0].Instructions[1].Keyword, file.Stages[0].Instructions[1].Line));
    }

    [Theory]
    [InlineData("", 1, "no FROM")]
    [InlineData("COPY a b\nFROM scratch", 1, "only ARG")]
    [InlineData("FROM scratch\n\nNONSENSE x", 3, "NONSENSE")]
    [InlineData("FROM scratch\nCOPY", 2, "argument")]
    [InlineData("FROM", 1, "argument")]
    [InlineData("FROM a b", 1, "AS")]
    [InlineData("FROM a AS 1x", 1, "stage name")]
    [InlineData("# escape=x\nFROM scratch", 1, "escape")]
    [InlineData("FROM scratch\nCOPY <<END /x\nno end", 2, "END")]
    public void Errors_name_file_and_line(string text, int line, string part)
    {
        var error = Assert.Throws<DockerfileException>(() => Parse(text));
        Assert.Equal(line, error.Line);
        Assert.StartsWith($"Dockerfile:{line}: ", error.Message);
        Assert.Contains(part, error.Message);
    }

    [Fact]
    public void Any_text_is_parsed_or_refused_with_a_line() =>
        Gen.OneOf(Gen.Const("FROM x\n"), Gen.String[Gen.Char["FROMCPYab \\\n#<[\"=-$`\t"], 0, 12]).Array[0, 6].Sample(parts =>
        {
            try
            {
                Parse(string.Concat(parts));
            }
            catch (DockerfileException e)
            {
                Assert.True(e.Line > 0);
            }
        });

    private static Dockerfile Parse(string text) => DockerfileParser.Parse(text, "Dockerfile");
}
