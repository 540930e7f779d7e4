using Tiphys.Api.AdmissionRegistration.V1;
using Tiphys.Api.Json;

namespace Tiphys.Api.Tests.Json;

public sealed class InlineTests
{
    [Fact]
    public void What_is_read_into_an_inline_struct_of_another_is_the_object_s_own()
    {
        var first = ApiJson.Read<NamedRuleWithOperations>("""{"operations": ["CREATE"], "apiGroups": ["apps"]}"""u8);
        var second = ApiJson.Read<NamedRuleWithOperations>("{}"u8);
        Assert.Equal("apps", Assert.Single(first.RuleWithOperations.Rule.APIGroups));
        Assert.Empty(second.RuleWithOperations.Rule.APIGroups);
        Assert.Empty(Rule.Empty.APIGroups);
    }
}
