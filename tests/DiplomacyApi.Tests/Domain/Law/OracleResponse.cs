using Diplomacy.V1;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>What a response does to the obligations of one party of its.</summary>
internal sealed class OracleResponse
{
    private readonly Flaw _flaw;
    private readonly Said _said;
    private readonly Attribution _basis;
    private readonly bool _isDelivery;
    private readonly bool _isLeakedText;

    public OracleResponse(OracleView view, Flaw flaw, Said said, string party, bool isWritten, List<string> creditors)
    {
        (_flaw, _said) = (flaw, said);
        _basis = view.Basis(said, party);
        var isLeaked = said.Statement.Release == Release.Leaked;
        var isAddressed = PartiesOf(said.Statement, said.Statement.Addressees).Intersect(creditors).Any()
            || flaw == Flaw.WrittenToAnybodyDelivers;
        var isInForm = !isWritten || (said.Statement.Form == Form.Written && isAddressed);
        _isDelivery = isInForm
            && (!isLeaked || flaw == Flaw.LeakDelivers)
            && (!IsWeak(_basis) || flaw == Flaw.WeakBasisDelivers);
        _isLeakedText = isLeaked && said.Statement.Form == Form.Written && flaw != Flaw.LeakSetsSpokenOnly;
    }

    /// <summary>Sets one obligation; a position for all, where each item is to be answered by itself, is only spoken.</summary>
    public void Apply(OracleObligation one, Disposition disposition, bool isForAll)
    {
        if (disposition is Disposition.Acknowledged or Disposition.Deferred)
        {
            if (!IsWeak(_basis)) one.Acknowledge(disposition, _said);
            return;
        }
        var isPosition = disposition switch
        {
            Disposition.Undisclosed => false,
            Disposition.Qualified => _flaw != Flaw.QualifiedIsNoPosition,
            Disposition.Noted => _flaw != Flaw.NotedIsNoPosition,
            _ => true,
        };
        if (isPosition)
        {
            if ((_isDelivery || _isLeakedText) && !isForAll) one.Formal(disposition, _said, _basis);
            else one.Speak(disposition, _said, _basis);
        }
        if (_isDelivery) one.Deliver(_said);
    }

    public void LeaveOut(OracleObligation one)
    {
        if (_flaw == Flaw.CompleteIgnored || !(_isDelivery || _isLeakedText)) return;
        one.LeftOut(_said, _basis);
        if (_isDelivery) one.Deliver(_said);
    }
}
