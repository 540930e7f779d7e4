using Tiphys.Kubelet.Environment;

namespace Tiphys.Kubelet.Tests.Environment;

public sealed class EnvironmentFileTests
{
    private const string File = """
        # comment

          ONE='1' # one
        TWO='a
        b'
        NONE= 'x'
        QUOTED='it is "so" \n $HOME'
        """;

    [Theory]
    [InlineData("ONE", "1")]
    [InlineData("TWO", "a\nb")]
    [InlineData("NONE", "")]
    [InlineData("QUOTED", "it is \"so\" \\n $HOME")]
    [InlineData("MISSING", "")]
    public void A_variable_is_found(string key, string expected) => Assert.Equal(expected, EnvironmentFile.Find(new StringReader(File), key));

    [Theory]
    [InlineData("A", "invalid environment variable format at line 1: missing '='")]
    [InlineData("='x'", "invalid environment variable format at line 1: empty variable name")]
    [InlineData("A ='x'", "invalid environment variable format at line 1: whitespace before '=' is not allowed")]
    [InlineData("\nA=x", "invalid environment variable format at line 2: value must be enclosed in single quotes")]
    [InlineData("A='x' y", "invalid environment variable format at line 1: unexpected content after closing quote")]
    [InlineData("B='1\n2\n'\nA='x", "invalid environment variable format starting at line 4: unclosed single quote")]
    public void Another_form_is_refused(string file, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => EnvironmentFile.Find(new StringReader(file), "A")).Message);
}
